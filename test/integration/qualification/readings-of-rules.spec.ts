import type { EndedConversation } from '../../../src/conversations/conversations.events';
import { TurnsService } from '../../../src/conversations/turns.service';
import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import type { ModelRequest } from '../../../src/language-models/language-model.port';
import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { LeadFacts } from '../../../src/qualification/facts/lead-facts.service';
import { ReadingUpgrades } from '../../../src/qualification/readings/reading-upgrades.service';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import { CampaignBudgets } from '../../../src/usage/campaign-budgets/campaign-budgets.service';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import type { TestApp } from '../../support/test-app';
import { aSpokenCall } from '../conversations/a-spoken-call';
import { campaignOf } from '../usage/budget-stage';
import { anEndedConversation } from './an-ended-conversation';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, DOWN, StandInProvider } from './stand-in-provider';

const MINUTE = 60_000;
const BUDGET = 'My budget is 800 thousand dollars.';
const TIMELINE = 'We want to move within a month.';

type Claim = ReturnType<typeof aClaim>;
const REFUSED: Claim = { ...aClaim('budget', null, 1, 'budget'), status: 'refused' };

describe('what rules found, read again by a model', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  let messages = 0;
  const provider = new StandInProvider();

  beforeAll(async () => {
    app = await startQualificationApp(provider);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    provider.asked.length = 0;
    provider.answer = DOWN;
  });

  const inTenant = <T>(work: () => Promise<T>): Promise<T> => app.asTenant(tenantId, work);
  const held = (leadId: string, of = tenantId) =>
    app.asTenant(of, async () =>
      (await app.get(LeadFacts).of(leadId)).map(({ field, extractor }) => `${field} by ${extractor}`),
    );
  /** What a conversation shows as verified, or as refused; and what of the lead holds by that conversation. */
  const shownAndHeld = async (conversationId: string) => {
    const shown = await app.sql(
      `select f.field, f.status, f.value, f.turn_seq from assessment_facts f join assessments a on a.id = f.assessment_id
       where a.conversation_id = $1 and (f.verified or f.status = 'REFUSED') order by f.field`,
      [conversationId],
    );
    const held = await app.sql(
      `select field, status, value, turn_seq from lead_facts where conversation_id = $1 and superseded_at is null order by field`,
      [conversationId],
    );
    return { conversationId, shown, held };
  };
  /** The same once the lead has written this, and it is read. */
  const wrote = (leadId: string, text: string) =>
    inTenant(async () => {
      const heard = { leadId, channel: 'SMS', text, messageKey: nextMessage() } as const;
      const { conversationId } = await app.get(ThreadsService).hear(heard);
      await app.get(TextAssessor).read(conversationId);
      return shownAndHeld(conversationId);
    });
  const nextMessage = () => `m${(messages += 1)}`;
  const textOf = ({ messages: [first] }: ModelRequest): string => first?.text ?? '';
  const upgrade = async (conversationId: string) => {
    app.clock.advance(MINUTE);
    const [row] = await app.sql<{ id: string }>('select id from assessments where conversation_id = $1', [
      conversationId,
    ]);
    provider.asked.length = 0;
    await inTenant(() => app.get(ReadingUpgrades).upgrade(row?.id ?? ''));
  };

  /** A call of so many turns that says its budget first and its timeline last, read by rules when no model answered for long. */
  async function aLongCall(turns: number) {
    const lines: string[] = Array.from({ length: turns }, (_, i) => (i % 2 === 0 ? 'I see.' : 'Let me think.'));
    lines.splice(1, 1, BUDGET);
    lines.splice(turns - 1, 1, TIMELINE);
    const ended = await anEndedConversation(app, tenantId, lines);
    await readByRules(tenantId, ended);
    expect(await held(ended.leadId)).toEqual(['budget by RULES', 'timeline by RULES']);
    return ended;
  }

  async function readByRules(of: string, ended: EndedConversation) {
    await app.asTenant(of, () => app.get(AssessmentStore).plan(ended));
    app.clock.advance(30 * MINUTE);
    const [row] = await app.sql<{ id: string }>('select id from assessments where call_id = $1', [ended.callId]);
    await app.asTenant(of, () => app.get(Assessor).assess(row?.id ?? ''));
  }

  /** A call of a campaign, read by rules, and what the campaign may spend. */
  async function aCampaignCall(of: string) {
    const campaignId = await aCampaignRow(app, of);
    const ended = { ...(await anEndedConversation(app, of, ['And your budget?', BUDGET])), campaignId };
    await readByRules(of, ended);
    expect(await held(ended.leadId, of)).toEqual(['budget by RULES']);
    const limit = (tokens: number) =>
      app.asTenant(of, () => app.get(CampaignBudgets).set(campaignId, { tokens, micros: null }));
    return { ...ended, limit };
  }

  async function anAcceptedOffer(of: string) {
    const { leadId } = await aSpokenCall(app, of);
    const heard = { leadId, channel: 'SMS' } as const;
    const writes = (text: string) => app.get(ThreadsService).hear({ ...heard, text, messageKey: nextMessage() });
    const id = await app.asTenant(of, async () => {
      const { conversationId } = await writes('Yes, please.');
      const asks = { conversationId, speaker: 'AGENT', text: 'And do you decide about it yourself?' } as const;
      await app.get(TurnsService).write({ ...asks, messageKey: nextMessage() });
      await writes('Yes.');
      await app.get(TextAssessor).read(conversationId);
      return conversationId;
    });
    expect(await held(leadId, of)).toEqual(['decision_maker by RULES']);
    return { leadId, id };
  }

  it('is what the model is asked for', async () => {
    const { leadId, id } = await anAcceptedOffer(tenantId);
    const theirs = await anAcceptedOffer(other);
    const quotes = [
      { turn: 2, text: 'do you decide about it yourself' },
      { turn: 3, text: 'Yes.' },
    ];
    const facts = [{ ...aClaim('decision_maker', true, 3, 'Yes.'), quotes }];
    provider.answer = ({ outputSchema }) =>
      Promise.resolve(anAnswer(JSON.stringify(outputSchema).includes('"decision_maker"') ? { facts } : {}));
    await upgrade(id);
    expect(await held(leadId)).toEqual(['decision_maker by MODEL']);
    expect(await held(theirs.leadId, other)).toEqual(['decision_maker by RULES']);
  });

  it('is shown to it, however long the conversation', async () => {
    const { conversationId, leadId } = await aLongCall(100);
    provider.answer = (request) => {
      const claims = [aClaim('budget', 800_000, 2, '800 thousand dollars')];
      return Promise.resolve(anAnswer(textOf(request).includes(BUDGET) ? { facts: claims } : {}));
    };
    await upgrade(conversationId);
    expect(provider.asked).toHaveLength(2);
    expect(provider.asked.filter((request) => textOf(request).includes(BUDGET))).toHaveLength(1);
    expect(await held(leadId)).toEqual(['budget by MODEL']);
  });

  it('costs the campaign of a call, which is not asked about while that has no room, and no allowance of the person', async () => {
    const [ours, theirs] = [await aCampaignCall(tenantId), await aCampaignCall(other)];
    await ours.limit(provider.worstCase - 1);
    const sweep = async () => {
      app.clock.advance(MINUTE * 10);
      provider.asked.length = 0;
      await app.get(ReadingUpgrades).sweep();
      const about = provider.asked.map(({ attribution }) => attribution.conversationId);
      return [ours, theirs].map(({ conversationId }) => about.includes(conversationId));
    };
    const charged = ({ conversationId }: typeof ours) =>
      app.sql(
        'select purpose, campaign_id as "campaignId", call_id as "callId", lead_id as "leadId" from usage_entries where conversation_id = $1',
        [conversationId],
      );
    const chargeOf = ({ campaignId, callId, leadId }: typeof ours) => [
      { purpose: 'ASSESSMENT', campaignId, callId, leadId },
    ];
    provider.answer = () => Promise.resolve(anAnswer());
    expect(await sweep()).toEqual([false, true]);
    expect([await charged(ours), await charged(theirs)]).toEqual([[], chargeOf(theirs)]);
    await ours.limit(provider.worstCase);
    expect(await sweep()).toEqual([true, false]);
    expect(await charged(ours)).toEqual(chargeOf(ours));
    expect(await campaignOf(app, ours.campaignId)).toMatchObject({ used: 120, reserved: 0 });
  });

  it('is shown with the conversation as long as it holds of the lead', async () => {
    const { conversationId, leadId } = await aLongCall(20);
    const theirs = await anAcceptedOffer(other);
    const before = await shownAndHeld(conversationId);
    expect(before.shown).toHaveLength(2);
    expect(before.shown).toEqual(before.held);
    provider.answer = () => Promise.resolve(anAnswer({ facts: [aClaim('timeline', 'later', 6, 'nobody said so')] }));
    await upgrade(conversationId);
    expect(await held(leadId)).toEqual([]);
    expect(await shownAndHeld(conversationId)).toMatchObject({ shown: [], held: [] });
    const foreign = await shownAndHeld(theirs.id);
    expect(foreign.shown).toHaveLength(1);
    expect(foreign.shown).toEqual(foreign.held);
  });

  it('gives way to what a model had found before, where it is shown too', async () => {
    const leadId = (await aSpokenCall(app, tenantId)).leadId;
    provider.answer = () =>
      Promise.resolve(anAnswer({ facts: [aClaim('budget', 800_000, 1, '800 thousand dollars')] }));
    const first = await wrote(leadId, BUDGET);
    expect(first.shown).toMatchObject([{ field: 'budget', value: 800_000 }]);
    expect(first.shown).toEqual(first.held);
    provider.answer = DOWN;
    const second = await wrote(leadId, 'My budget is 900 thousand dollars.');
    expect(second.shown).toMatchObject([{ field: 'budget', value: 900_000 }]);
    expect(second.shown).toEqual(second.held);
    provider.answer = () => Promise.resolve(anAnswer());
    await upgrade(first.conversationId);
    expect(await shownAndHeld(first.conversationId)).toEqual(first);
  });

  it('stands where it was said before all that the model is shown', async () => {
    const { conversationId, leadId } = await aLongCall(310);
    provider.answer = () => Promise.resolve(anAnswer());
    await upgrade(conversationId);
    expect(provider.asked).toHaveLength(4);
    expect(await held(leadId)).toEqual(['budget by RULES']);
    const now = await shownAndHeld(conversationId);
    expect(now.shown).toMatchObject([{ field: 'budget', value: 800_000 }]);
    expect(now.shown).toEqual(now.held);
  });

  it.each([
    ['a value', aClaim('budget', 800_000, 1, '800 thousand dollars'), { status: 'STATED', value: 800_000 }],
    ['a refusal', REFUSED, { status: 'REFUSED', value: null }],
  ])(
    'leaves %s with the conversation as with the lead, where nothing that holds is said later',
    async (_, claim, stands) => {
      const leadId = (await aSpokenCall(app, tenantId)).leadId;
      const reads = (facts: Claim[]) => (provider.answer = () => Promise.resolve(anAnswer({ facts })));
      reads([claim]);
      await wrote(leadId, BUDGET);
      const silent: Claim = { ...REFUSED, status: 'not_mentioned', quotes: [] };
      for (const later of [silent, aClaim('budget', 700_000, 3, 'never said'), ...(stands.value ? [REFUSED] : [])]) {
        reads([later]);
        const { shown, held: known } = await wrote(leadId, 'One thousand times no: that is none of your business.');
        expect(shown).toMatchObject([{ field: 'budget', ...stands }]);
        expect(shown).toEqual(known);
      }
    },
  );
});
