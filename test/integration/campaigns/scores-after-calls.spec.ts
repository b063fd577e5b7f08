import { CampaignsModule } from '../../../src/campaigns/campaigns.module';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { ThreadsService } from '../../../src/conversations/threads/threads.service';
import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import { AssessmentStore } from '../../../src/qualification/assessments/assessment-store.service';
import { Assessor } from '../../../src/qualification/assessments/assessor.service';
import type { CompletedAssessment } from '../../../src/qualification/qualification.events';
import { TextAssessor } from '../../../src/qualification/readings/text-assessor.service';
import { Carrier } from '../../../src/voice/carrier.port';
import { ScriptedCarrier } from '../../support/doubles/scripted-carrier';
import { startTestApp, type TestApp } from '../../support/test-app';
import { anEndedConversation } from '../qualification/an-ended-conversation';
import { aClaim, anAnswer, StandInProvider } from '../qualification/stand-in-provider';

const BUDGET = 'My budget is 800 thousand dollars.';
const REST = 'Within a month, and I make the decision myself.';
const SAYS_BUDGET = anAnswer({ facts: [aClaim('budget', 800_000, 2, '800 thousand dollars')] });
const saysRest = (turn: number) =>
  anAnswer({
    facts: [
      aClaim('timeline', 'within_month', turn, 'Within a month'),
      aClaim('decision_maker', true, turn, 'I make the decision'),
    ],
  });

describe('the score of a lead after its calls', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  const provider = new StandInProvider();

  beforeAll(async () => {
    app = await startTestApp({
      imports: [CampaignsModule],
      env: { ROLE: 'api' },
      overrides: [
        { token: Carrier, value: new ScriptedCarrier() },
        { token: LanguageModelProvider, value: provider },
      ],
    });
  });
  afterAll(() => app?.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
  });

  const hear = (told: CompletedAssessment, tenant = tenantId) =>
    app.asTenant(tenant, () => app.get(ConclusionListener).concludeCall(told));

  async function leadRow(leadId: string) {
    const [row] = await app.sql<{ score: string | null; temperature: string; stage: string }>(
      'select score, temperature, stage from leads where id = $1',
      [leadId],
    );
    return row;
  }

  /** A call that was read, and what is told of it; nobody has heard that yet. */
  async function assessed(
    text: string,
    answer: ReturnType<typeof anAnswer>,
    of: { leadId?: string; in?: string } = {},
  ) {
    const tenant = of.in ?? tenantId;
    const ended = await anEndedConversation(app, tenant, ['Hello, this is Maya. Your plans?', text]);
    const leadId = of.leadId ?? ended.leadId;
    await app.sql("update calls set lead_id = $2, status = 'COMPLETED', ended_at = $3 where id = $1", [
      ended.callId,
      leadId,
      app.clock.now(),
    ]);
    await app.sql('update conversations set lead_id = $2 where id = $1', [ended.conversationId, leadId]);
    provider.answer = () => Promise.resolve(answer);
    await app.asTenant(tenant, async () => {
      await app.get(AssessmentStore).plan({ ...ended, leadId });
      const [row] = await app.sql<{ id: string }>('select id from assessments where call_id = $1', [ended.callId]);
      await app.get(Assessor).assess(row?.id ?? '');
    });
    app.clock.advance(60_000);
    const [fact] = await app.sql<{ payload: CompletedAssessment }>(
      `select payload from outbox where tenant_id = $1 and name = 'assessment.completed' and payload ->> 'callId' = $2`,
      [tenant, ended.callId],
    );
    if (!fact) throw new Error('nothing was told of the call');
    return { leadId, told: fact.payload };
  }

  it('is not taken back to what it was when the call is told of again', async () => {
    const { leadId, told } = await assessed(BUDGET, SAYS_BUDGET);
    const foreign = await assessed(BUDGET, SAYS_BUDGET, { in: other });
    await hear(told);
    expect(await leadRow(leadId)).toMatchObject({ score: '30.00', temperature: 'COLD' });
    provider.answer = () => Promise.resolve(saysRest(1));
    await app.asTenant(tenantId, async () => {
      const message = { leadId, channel: 'SMS', text: REST, messageKey: 'm1' } as const;
      await app.get(TextAssessor).read((await app.get(ThreadsService).hear(message)).conversationId);
    });
    const now = await leadRow(leadId);
    expect(now).toMatchObject({ score: '75.00' });
    await hear(told);
    expect(told.score).toBe(30);
    expect(await leadRow(leadId)).toEqual(now);
    await hear(foreign.told);
    expect(await leadRow(foreign.leadId)).toMatchObject({ score: null });
    await hear(foreign.told, other);
    expect(await leadRow(foreign.leadId)).toMatchObject({ score: '30.00' });
  });

  it('rests on all calls, in whatever order they are told of', async () => {
    const first = await assessed(BUDGET, SAYS_BUDGET);
    const second = await assessed(REST, saysRest(2), { leadId: first.leadId });
    await hear(second.told);
    await hear(first.told);
    expect([first.told.score, second.told.score]).toEqual([30, 75]);
    expect(await leadRow(first.leadId)).toMatchObject({ score: '75.00' });
  });
});
