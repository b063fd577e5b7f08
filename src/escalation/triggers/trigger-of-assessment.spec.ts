import { triggerOfAssessment, triggerOfThread } from './trigger-of-assessment';

const plain = { outcome: 'UNQUALIFIED', nextAction: 'NURTURE', temperature: 'COLD' } as const;
const nothing = { signal: 'none', onCall: null, isUnread: false };

describe('an assessment escalates', () => {
  it.each([
    ['a hot lead', { outcome: 'QUALIFIED', temperature: 'HOT' }, {}, 'HIGH_VALUE'],
    ['a hot lead who wants to be called back', { outcome: 'CALLBACK_REQUESTED', temperature: 'HOT' }, {}, 'HIGH_VALUE'],
    ['who asked for a human', { nextAction: 'HUMAN_HANDOFF' }, { signal: 'human_requested' }, 'HUMAN_REQUESTED'],
    [
      'whom the agent gave to a person, for its reason',
      { nextAction: 'HUMAN_HANDOFF' },
      { signal: 'human_requested', onCall: 'ANGER' },
      'ANGER',
    ],
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

describe('what a thread has come to escalates', () => {
  const hot = { outcome: 'QUALIFIED', temperature: 'HOT' } as const;
  const asks = { nextAction: 'HUMAN_HANDOFF' } as const;

  it.each([
    ['a hot lead', hot, 'none', {}, 'HIGH_VALUE'],
    ['not one whom people have had as hot', hot, 'none', { wasHot: true }, null],
    ['one who is hot since it was given back', hot, 'human_requested', { isHandedBack: true }, 'HIGH_VALUE'],
    ['not one who was when it was', hot, 'none', { isHandedBack: true, wasHot: true }, null],
    ['who asked for a human', asks, 'human_requested', {}, 'HUMAN_REQUESTED'],
    ['not who has had one', asks, 'human_requested', { isHandedBack: true }, null],
    ['whom the reader is unsure about', asks, 'none', {}, 'LOW_CONFIDENCE'],
    ['not when a person has looked', asks, 'none', { isHandedBack: true }, null],
    ['not who opted out, however hot', { ...hot, outcome: 'OPTED_OUT' }, 'opt_out', {}, null],
  ] as const)('%s', (_, facts, signal, had, expected) => {
    const known = { isHandedBack: false, wasHot: false, ...had };
    expect(triggerOfThread({ ...plain, ...facts }, signal, known)).toBe(expected);
  });
});
