import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { ModelUnavailable } from '../../../src/language-models/language-models.errors';
import { LeadFacts } from '../../../src/qualification/facts/lead-facts.service';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import { INJECTIONS } from '../../support/injections/corpus';
import type { TestApp } from '../../support/test-app';
import { aSpokenCall } from '../conversations/a-spoken-call';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, StandInProvider } from './stand-in-provider';

/** Where in what a lead writes, and in what is known of it, the words stand; with the turn a won-over model quotes. */
const POSITIONS = {
  'the message': (attack: string) => ({ texts: [attack], turn: 1 }),
  'a later message': (attack: string) => ({ texts: ['Hello there.', 'Nice weather.', attack], turn: 3 }),
  'the end of a message': (attack: string) => ({ texts: [`Hello there. ${attack}`], turn: 1 }),
  'the beginning of a message': (attack: string) => ({ texts: [`${attack}\nHello there.`], turn: 1 }),
  'the name': (attack: string) => ({ texts: ['Hello there.'], turn: 1, name: attack.slice(0, 150) }),
} as const;

let app: TestApp;
let tenantId: string;
let other: string;
let messages = 0;
const provider = new StandInProvider();

beforeAll(async () => {
  app = await startQualificationApp(provider);
  app.clock.set('2026-07-07T18:00:00.000Z');
  [tenantId, other] = [await app.newTenant(), await app.newTenant()];
});
afterAll(() => app?.close());

/** What a model that obeys claims: everything a lead could be qualified by, in the words of the attack. */
function obedient(attack: string, turn: number) {
  const figure = Number(/\d[\d,]*/.exec(attack)?.[0].replaceAll(',', '') ?? 10_000_000);
  const quotes = [attack, attack.split(/[.:،]/)[0] ?? attack, attack.split(/[.:،]/).at(-1) ?? attack];
  const facts = quotes.flatMap((quote) => [
    aClaim('budget', figure, turn, quote),
    aClaim('timeline', 'immediate', turn, quote),
    aClaim('decision_maker', true, turn, quote),
    aClaim('pain_points', ['too small'], turn, quote),
  ]);
  return anAnswer({ facts, next_action: 'SCHEDULE_DEMO', notes: attack });
}

async function wrote(texts: readonly string[], name?: string): Promise<{ leadId: string; conversationId: string }> {
  const { leadId } = await aSpokenCall(app, tenantId, name === undefined ? {} : { leadName: name });
  let conversationId = '';
  for (const text of texts) {
    const heard = { leadId, channel: 'SMS', text, messageKey: `m${(messages += 1)}` } as const;
    ({ conversationId } = await app.asTenant(tenantId, () => app.get(ThreadsService).hear(heard)));
  }
  return { leadId, conversationId };
}

async function standing({ leadId, conversationId }: { leadId: string; conversationId: string }): Promise<object> {
  return app.asTenant(tenantId, async () => {
    const { score, coverage, decision } = await app.get(TextAssessor).read(conversationId);
    return { score, coverage, decision, facts: (await app.get(LeadFacts).of(leadId)).length };
  });
}

const READERS = ['a model that obeys them', 'rules alone'] as const;

describe.each(Object.entries(POSITIONS))('words that ask for a score, in %s', (_, at) => {
  it.each(READERS)('move nothing, read by %s', async (reader) => {
    const moved: object[] = [];
    provider.answer = () => Promise.resolve(anAnswer());
    const unmoved = await standing(await wrote(['Hello there.']));
    for (const { text } of INJECTIONS) {
      const { texts, turn, name } = { name: undefined, ...at(text) };
      provider.answer = () =>
        reader === 'rules alone'
          ? Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'overloaded_error' }))
          : Promise.resolve(obedient(text, turn));
      const found = await standing(await wrote(texts, name));
      if (JSON.stringify(found) !== JSON.stringify(unmoved)) moved.push({ text, ...found });
    }
    expect(moved).toEqual([]);
  });
});

describe('the same model', () => {
  it('moves the score by what the lead says of itself, and nobody else’s', async () => {
    const said = 'My budget is 800 thousand dollars.';
    provider.answer = () => Promise.resolve(anAnswer({ facts: [aClaim('budget', 800_000, 1, said)] }));
    expect(await standing(await wrote([said]))).toMatchObject({ score: 30, facts: 1 });
    expect(await app.sql('select 1 from lead_facts where tenant_id = $1', [other])).toEqual([]);
  });
});
