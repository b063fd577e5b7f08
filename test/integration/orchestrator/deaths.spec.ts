import { armFailpoints } from '../../../src/platform/failpoints/failpoint';
import type { FailpointName } from '../../../src/platform/failpoints/failpoint-plan';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { AnswerStore } from '../../../src/orchestrator/answers/answer-store.service';
import { until } from '../../support/until';
import { AnswersStage } from './answers-stage';
import { failOnceAt } from './fail-once-at';

let stage: AnswersStage;

beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());
afterEach(() => armFailpoints(undefined));

const POINTS: readonly FailpointName[] = [
  'answer.routed',
  'answer.composed',
  'answer.before_send',
  'answer.sent',
  'answer.delivered',
];

describe.each(POINTS)('a step that fails at %s', (point) => {
  it.each(['SMS', 'LIVE_CHAT'] as const)('is gone on from, and the message answered once on %s', async (channel) => {
    const anna = await stage.writer({ channel });
    failOnceAt(point);
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await stage.resume(conversationId);
    expect(await stage.answersSaid(anna, conversationId)).toEqual([1, channel === 'SMS' ? 1 : 0]);
  });
});

describe('what was done with an answer', () => {
  it('is done once, though the step that did it failed before its end', async () => {
    stage.scripted({
      route: { intent: 'SUPPORT' },
      reply: { action: 'OPEN_TICKET', quote: 'lift is broken', grounds: 'CONVERSATION' },
    });
    failOnceAt('answer.composed');
    const conversationId = await stage.write(await stage.writer(), 'The lift is broken');
    await stage.resume(conversationId);
    expect(await stage.app.sql('select 1 from tickets where conversation_id = $1', [conversationId])).toHaveLength(1);
  });
});

/** Statements that wait for a row somebody holds. */
const WAITING = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;

describe('a lease', () => {
  it('that is being renewed is waited for by whoever writes under it', async () => {
    const anna = await stage.writer();
    failOnceAt('answer.routed');
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'Error');
    stage.app.clock.advance(20_000);
    const store = stage.app.get(AnswerStore);
    await stage.app.asTenant(stage.acme, async () => {
      const [row] = await stage.answersOf(conversationId);
      const answer = row && (await store.claim(row.id));
      if (!answer) throw new Error('nobody else works on it');
      stage.app.clock.advance(1_000);
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      let hasRow: () => void = () => undefined;
      const locked = new Promise<void>((resolve) => (hasRow = resolve));
      const holding = stage.app.get(UnitOfWork).run(async (tx) => {
        await tx.query('select 1 from answers where id = $1 for update', [answer.id]);
        hasRow();
        await held;
      });
      await locked;
      const renewing = store.renew(answer);
      await until(async () => (await stage.app.sql(WAITING)).length > 0);
      const writing = store.advance(answer, { sends: 1 });
      // Had it not waited for the renewal, it would now wait for the row, and ask for the old lease.
      await until(async () => (await stage.app.sql(WAITING)).length > 1, 500).catch(() => undefined);
      release();
      await Promise.all([holding, renewing]);
      await expect(writing).resolves.toBeUndefined();
      await store.defer(answer, 0, 'Over');
    });
    await stage.resume(conversationId);
    expect(await stage.answersSaid(anna, conversationId)).toEqual([1, 0]);
  });
});
