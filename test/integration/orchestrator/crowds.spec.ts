import { AnswerStore } from '../../../src/orchestrator/answers/answer-store.service';
import { OF_ONE_COMPANY } from '../../../src/orchestrator/answers/answers.jobs';
import { until } from '../../support/until';
import { AnswersStage } from './answers-stage';

let stage: AnswersStage;
let letGo: () => void = () => undefined;

/** Lanes of the sweep, which looks after them as well. */
const LANES = 4;

beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());
afterEach(() => letGo());

it('of people who write to one company do not keep another company’s people waiting', async () => {
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let atOnce = 0;
  stage.scripted({
    reply: async (request) => {
      if (!JSON.stringify(request.messages).includes('crowd')) return {};
      atOnce += 1;
      await held;
      return {};
    },
  });
  const { projectId } = await stage.writer();
  const crowd: string[] = [];
  for (let n = 0; n < 30; n += 1)
    crowd.push(await stage.write(await stage.writer({ projectId }), 'Hello, one of a crowd here'));
  await until(async () => atOnce >= OF_ONE_COMPANY);
  const { answer } = await stage.exchange(await stage.writer({ tenantId: stage.other }), 'Hello, I am alone');
  expect(answer.state).toBe('DONE');
  expect(atOnce).toBeLessThanOrEqual(OF_ONE_COMPANY + LANES);
  letGo();
  for (const conversationId of crowd) expect((await stage.settled(conversationId)).state).toBe('DONE');
});

/** People whose messages wait for an answer from a moment on. */
async function waiting(tenantId: string, count: number, from: Date): Promise<void> {
  const { leadId } = await stage.writer({ tenantId });
  await stage.app.sql(
    `with many as (
       insert into leads (tenant_id, id, phone, zone_key, source, created_at, updated_at)
       select tenant_id, gen_random_uuid(), '+1415' || (5000000 + n), zone_key, source, now(), now() from leads, generate_series(1, $2::int) n
       where id = $1 returning tenant_id, id
     ), talks as (
       insert into conversations (tenant_id, id, lead_id, channel, status, started_at, updated_at)
       select tenant_id, gen_random_uuid(), id, 'LIVE_CHAT', 'ACTIVE', now(), now() from many returning tenant_id, id, lead_id
     )
     insert into answers (tenant_id, id, conversation_id, lead_id, exchange, state, due_at, heard_at, created_at, updated_at)
     select tenant_id, gen_random_uuid(), id, lead_id, 1, 'PLANNED', $3, $3, now(), now() from talks`,
    [leadId, count, from],
  );
}

it('leave a place in each round of the sweep for everybody', async () => {
  const now = stage.app.clock.now().getTime();
  await waiting(stage.acme, 30, new Date(now + 60_000));
  await waiting(stage.other, 1, new Date(now + 120_000));
  stage.app.clock.advance(180_000);
  const due = (await stage.app.get(AnswerStore).due()).map(({ tenantId }) => tenantId);
  expect(due.slice(0, 2)).toEqual([stage.acme, stage.other]);
  expect(due.filter((tenantId) => tenantId === stage.acme)).toHaveLength(20);
});
