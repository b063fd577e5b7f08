import type { SpokenTurn } from '../evidence/verify-facts';
import { LeadFact } from '../facts/lead-fact.entity';
import type { Criterion } from '../rules/criterion';
import { type CallReading, questionIn, readOn, unread } from './call-reading';

const AT = new Date('2026-10-05T12:00:00Z');

const CRITERIA: Criterion[] = [
  { field: 'budget', operator: '>=', value: 300_000, weight: 40 },
  { field: 'timeline', operator: 'in', value: ['immediate', 'within_month', 'within_quarter'], weight: 30 },
  { field: 'decision_maker', operator: '==', value: true, weight: 30 },
];

const TERMS = {
  rules: { criteria: CRITERIA, minScore: 60 },
  rubricVersion: 1,
  timeZone: 'America/New_York',
  home: { country: 'US', currency: 'USD' },
  tenantId: 't',
  leadId: 'l',
  conversationId: 'c',
};

/** Turns take turns; the agent begins. */
function said(...texts: string[]): SpokenTurn[] {
  return texts.map((text, at) => ({ seq: at + 1, speaker: at % 2 === 0 ? 'AGENT' : 'LEAD', text, spokenAt: AT }));
}

/** Reads after every answer, as a call is read, and says what was advised each time. */
function advised(turns: readonly SpokenTurn[], known: readonly LeadFact[] = [], terms = TERMS): (string | null)[] {
  let reading: CallReading = unread(known);
  return turns.flatMap(({ speaker, seq }) => {
    if (speaker !== 'LEAD') return [];
    reading = readOn(reading, turns.slice(0, seq), terms, AT);
    const question = questionIn(reading, terms);
    reading = { ...reading, advised: question?.field ?? null };
    return [question?.field ?? null];
  });
}

function fact(field: string, value: LeadFact['value'], status: LeadFact['status'] = 'STATED'): LeadFact {
  const before = new Date(AT.getTime() - 86_400_000);
  const by = { extractor: 'MODEL', extractionVersion: 'v', model: 'm', recordedAt: before } as const;
  const said = { status, value, money: null, quotes: [], turnSeq: 2, confidence: 0.9, saidAt: before };
  const ids = { tenantId: 't', id: field, leadId: 'l', conversationId: 'earlier', field };
  return Object.assign(new LeadFact(), ids, said, by, { supersededAt: null, supersededBy: null });
}

const GREETING = 'Hello, this is Maya of Acme Homes. Is this a good time?';

describe('what is worth asking on a call', () => {
  it('moves on as the person answers, and ends when all is known', () => {
    const turns = said(
      GREETING,
      'Yes, it is.',
      'What budget do you have in mind?',
      'My budget is 450 thousand dollars.',
      'And how soon would you like to move?',
      'We want to move within a month.',
      'Do you decide about this yourself?',
      'Yes, I make the decision myself.',
    );
    expect(advised(turns)).toEqual(['budget', 'timeline', 'decision_maker', null]);
  });

  it('knows what was told in earlier conversations, and what was refused there', () => {
    const turns = said(GREETING, 'Yes, it is.');
    expect(advised(turns, [fact('budget', 450_000)])).toEqual(['timeline']);
    expect(advised(turns, [fact('budget', null, 'REFUSED')])).toEqual(['timeline']);
  });

  it('asks nothing of whom no answer could qualify', () => {
    const turns = said(
      GREETING,
      'Yes.',
      'What budget do you have in mind?',
      'My budget is 90 thousand dollars, not more.',
    );
    const terms = { ...TERMS, rules: { ...TERMS.rules, minScore: 70 } };
    expect(advised(turns, [], terms)).toEqual(['budget', null]);
  });

  it('does not insist: what was asked in vain waits for the others, and is dropped the second time', () => {
    const turns = said(
      GREETING,
      'Yes.',
      'What budget do you have in mind?',
      'Hm, hard to tell.',
      'How soon would you like to move?',
      'Well, that depends.',
      'Do you decide about this yourself?',
      'Yes, I make the decision myself.',
      'And your budget, roughly?',
      'As I said, hard to tell.',
      'When would you like to move in?',
      'That depends on many things.',
    );
    expect(advised(turns)).toEqual(['budget', 'timeline', 'decision_maker', 'budget', 'timeline', null]);
  });

  it.each(["I'd rather not say.", 'That is none of your business.', 'We do not want to share that.'])(
    'never comes back to what was answered with "%s"',
    (refusal) => {
      const turns = said(
        GREETING,
        'Yes.',
        'What budget do you have in mind?',
        refusal,
        'How soon do you want it?',
        'Hm.',
      );
      expect(advised(turns).slice(1)).toEqual(['timeline', 'decision_maker']);
    },
  );

  it('takes a question in words of its own for the one that was advised', () => {
    const bedrooms = { field: 'bedrooms', operator: '>=', value: 2, weight: 1 } as const;
    const terms = { ...TERMS, rules: { criteria: [bedrooms], minScore: 60 } };
    const question = 'Would you tell me a little more about that?';
    const turns = said(GREETING, 'Yes.', question, 'Hm.', question, 'Hm hm.');
    expect(advised(turns, [], terms)).toEqual(['bedrooms', 'bedrooms', null]);
  });

  it('reads the same turns again without a change, and late ones as they come', () => {
    const turns = said(GREETING, 'Yes.', 'What budget do you have in mind?', 'My budget is 450 thousand dollars.');
    const once = readOn(unread([]), turns, TERMS, AT);
    expect(readOn(once, turns, TERMS, AT)).toBe(once);
    const stepwise = readOn(readOn(unread([]), turns.slice(0, 2), TERMS, AT), turns, TERMS, AT);
    expect(questionIn(stepwise, TERMS)).toEqual(questionIn(once, TERMS));
    expect(once.known.map(({ field, value }) => [field, value])).toContainEqual(['budget', 450_000]);
  });
});
