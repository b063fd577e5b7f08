import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import type { Extraction } from '../../../src/qualification/extraction/extraction';
import { LeadFacts } from '../../../src/qualification/facts/lead-facts.service';
import { ReadingUpgrades } from '../../../src/qualification/readings/reading-upgrades.service';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import { Rescorer } from '../../../src/qualification/rescoring/rescorer.service';
import { RescoringsService } from '../../../src/qualification/rescoring/rescorings.service';
import { RubricsService } from '../../../src/qualification/rubrics/rubrics.service';
import type { TestApp } from '../../support/test-app';
import { aSpokenCall } from '../conversations/a-spoken-call';
import { startQualificationApp } from './qualification-app';
import { aClaim, anAnswer, DOWN, StandInProvider } from './stand-in-provider';

const MINUTE = 60_000;
const STRANGER = 'Wrong number, I am not Omar. But my budget for a flat is 800 thousand dollars.';
const BUDGET = aClaim('budget', 800_000, 1, '800 thousand dollars');
const says = (signal: Extraction['outcome_signal'], facts = [BUDGET]) =>
  anAnswer({ outcome_signal: signal, facts, next_action: 'CLOSE' });

describe('what strangers and machines say on the number of a lead', () => {
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
  });

  const inTenant = <T>(work: () => Promise<T>, of = tenantId): Promise<T> => app.asTenant(of, work);
  const aLead = async (of = tenantId) => (await aSpokenCall(app, of)).leadId;
  const read = (id: string, rubricId: string, of = tenantId) =>
    inTenant(() => app.get(TextAssessor).read(id, { rubricId }), of);

  /** One in which a budget of 800,000 is worth so many of 100 points. */
  async function aRubric(weight: number, { id, of = tenantId }: { id?: string; of?: string } = {}): Promise<string> {
    const budget = { field: 'budget', operator: '>=', value: 500_000, weight } as const;
    const garden = { field: 'garden', operator: '==', value: true, weight: 100 - weight } as const;
    const draft = { ...(id ? { id } : {}), name: `Worth ${weight}`, criteria: [budget, garden], minScore: 70 };
    return (await inTenant(() => app.get(RubricsService).save(draft), of)).id;
  }

  async function write(leadId: string, text: string, channel: 'SMS' | 'WHATSAPP' = 'SMS', of = tenantId) {
    const heard = { leadId, channel, text, messageKey: `m${(messages += 1)}` } as const;
    return (await inTenant(() => app.get(ThreadsService).hear(heard), of)).conversationId;
  }

  const held = (leadId: string, of = tenantId) =>
    inTenant(async () => (await app.get(LeadFacts).of(leadId)).map(({ field }) => field), of);
  const scoreOf = async (leadId: string) =>
    (await app.sql<{ score: string | null }>('select score from leads where id = $1', [leadId]))[0]?.score;
  /** A model finds a stranger where rules alone have read. */
  const upgrade = async (conversationId: string) => {
    provider.answer = () => Promise.resolve(says('wrong_number'));
    app.clock.advance(MINUTE);
    const text = 'select id from assessments where conversation_id = $1';
    const [row] = await app.sql<{ id: string }>(text, [conversationId]);
    await inTenant(() => app.get(ReadingUpgrades).upgrade(row?.id ?? ''));
  };
  const apply = async (rubricId: string) => {
    const { id } = await inTenant(() => app.get(RescoringsService).begin(rubricId));
    await inTenant(() => app.get(Rescorer).run(id));
  };

  it.each(['wrong_number', 'voicemail'] as const)('is kept with the conversation alone: %s', async (signal) => {
    const [leadId, keen] = [await aLead(), await aLead(other)];
    const [rubricId, foreign] = [await aRubric(90), await aRubric(90, { of: other })];
    provider.answer = () => Promise.resolve(says(signal));
    const id = await write(leadId, STRANGER);
    await read(id, rubricId);
    provider.answer = () => Promise.resolve(says('none'));
    await read(await write(keen, 'My budget is 800 thousand dollars.', 'SMS', other), foreign, other);
    expect(await held(leadId)).toEqual([]);
    const shown = `select field, verified from assessment_facts where tenant_id = $1
      and assessment_id = (select id from assessments where conversation_id = $2)`;
    expect(await app.sql(shown, [tenantId, id])).toEqual([{ field: 'budget', verified: true }]);
    expect(await scoreOf(leadId)).toBeNull();
    await inTenant(() => app.get(Rescorer).lead(leadId));
    await apply(rubricId);
    expect(await scoreOf(leadId)).toBeNull();
    expect(await held(keen, other)).toEqual(['budget']);
    expect(await scoreOf(keen)).toBe('90.00');
  });

  it('is not what the lead is scored by, though it was read last', async () => {
    const leadId = await aLead();
    const [own, theirs] = [await aRubric(90), await aRubric(20)];
    provider.answer = () => Promise.resolve(says('none'));
    await read(await write(leadId, 'My budget is 800 thousand dollars.'), own);
    app.clock.advance(MINUTE);
    provider.answer = () => Promise.resolve(says('wrong_number', []));
    await read(await write(leadId, STRANGER, 'WHATSAPP'), theirs);
    await inTenant(() => app.get(Rescorer).lead(leadId));
    await apply(theirs);
    expect(await scoreOf(leadId)).toBe('90.00');
    await aRubric(50, { id: own });
    await apply(own);
    expect(await scoreOf(leadId)).toBe('50.00');
  });

  it('is taken back where rules took it for words of the lead, whose own rubric counts again', async () => {
    const leadId = await aLead();
    const [own, theirs] = [await aRubric(90), await aRubric(20)];
    provider.answer = () => Promise.resolve(says('none'));
    await read(await write(leadId, 'My budget is 800 thousand dollars.'), own);
    app.clock.advance(MINUTE);
    provider.answer = DOWN;
    const id = await write(leadId, STRANGER, 'WHATSAPP');
    await read(id, theirs);
    expect(await scoreOf(leadId)).toBe('20.00');
    await upgrade(id);
    expect(await scoreOf(leadId)).toBe('90.00');
    await inTenant(() => app.get(Rescorer).lead(leadId));
    expect(await scoreOf(leadId)).toBe('90.00');
  });

  it('is taken back where rules took it for words of the lead', async () => {
    const [leadId, stranger] = [await aLead(), await aLead(other)];
    const [rubricId, foreign] = [await aRubric(90), await aRubric(90, { of: other })];
    provider.answer = DOWN;
    const id = await write(leadId, STRANGER);
    await read(id, rubricId);
    await read(await write(stranger, STRANGER, 'SMS', other), foreign, other);
    expect([await scoreOf(leadId), await scoreOf(stranger)]).toEqual(['90.00', '90.00']);
    await upgrade(id);
    expect(await held(leadId)).toEqual([]);
    expect([await scoreOf(leadId), await scoreOf(stranger)]).toEqual([null, '90.00']);
    expect(await held(stranger, other)).toEqual(['budget']);
  });
});
