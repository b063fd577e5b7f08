import { triggerOfAssessment } from './trigger-of-assessment';

const plain = { outcome: 'UNQUALIFIED', nextAction: 'NURTURE', temperature: 'COLD' } as const;
const nothing = { signal: 'none', isUnread: false };

describe('an assessment escalates', () => {
  it.each([
    ['a hot lead', { outcome: 'QUALIFIED', temperature: 'HOT' }, {}, 'HIGH_VALUE'],
    ['a hot lead who wants to be called back', { outcome: 'CALLBACK_REQUESTED', temperature: 'HOT' }, {}, 'HIGH_VALUE'],
    ['who asked for a human', { nextAction: 'HUMAN_HANDOFF' }, { signal: 'human_requested' }, 'HUMAN_REQUESTED'],
    ['what no model could read', { nextAction: 'HUMAN_HANDOFF' }, { isUnread: true }, 'MODEL_REFUSED'],
    ['whom the assessment is unsure about', { nextAction: 'HUMAN_HANDOFF' }, {}, 'LOW_CONFIDENCE'],
    ['not a warm lead', { temperature: 'WARM' }, {}, null],
    ['not who opted out, however hot', { outcome: 'OPTED_OUT', temperature: 'HOT' }, {}, null],
    [
      'not who is not interested',
      { outcome: 'NOT_INTERESTED', temperature: 'HOT' },
      { signal: 'human_requested' },
      null,
    ],
    ['not a wrong number', { outcome: 'WRONG_NUMBER', nextAction: 'HUMAN_HANDOFF' }, {}, null],
  ] as const)('%s', (_, facts, signs, expected) => {
    expect(triggerOfAssessment({ ...plain, ...facts }, { ...nothing, ...signs })).toBe(expected);
  });
});
