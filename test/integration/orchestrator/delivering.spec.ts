import { CompanyNumbers } from '../../../src/conversations/numbers/company-numbers.service';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { ThreadDelivery } from '../../../src/conversations/delivery/thread-delivery.service';
import { TextSweep } from '../../../src/conversations/texts/text-sweep';
import { AnswerSweep } from '../../../src/orchestrator/answers/answer-sweep.service';
import { MOST_SENDS } from '../../../src/orchestrator/answers/answer-utterance';
import { armFailpoints } from '../../../src/platform/failpoints/failpoint';
import { TenantDirectory } from '../../../src/tenants/tenant-directory.service';
import { aConsent } from '../../support/builders/a-consent';
import { until } from '../../support/until';
import { asAdmin } from '../compliance/an-admin';
import { AnswersStage, type Writer } from './answers-stage';
import { failOnceAt } from './fail-once-at';

let stage: AnswersStage;

beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());
afterEach(() => armFailpoints(undefined));

describe('a person', () => {
  it.each([
    ['takes over', 'WITH_A_PERSON'],
    ['answers', 'ANSWERED_BY_A_PERSON'],
  ])('who %s before an answer leaves has the last word', async (does, skipReason) => {
    const anna = await stage.writer({ channel: 'SMS' });
    failOnceAt('answer.before_send');
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'Error');
    await goesPast(conversationId, does);
    await stage.resume(conversationId);
    expect((await stage.answersOf(conversationId))[0]).toMatchObject({ state: 'SKIPPED', skipReason });
    expect(textsTo(anna)).toEqual(does === 'answers' ? [expect.stringContaining('I am Olga.')] : []);
  });

  it.each([
    ['takes over', 'WITH_A_PERSON'],
    ['answers', 'ANSWERED_BY_A_PERSON'],
  ])('who %s while the model writes has no meeting kept past them', async (does, skipReason) => {
    const [anna, theirs] = [await stage.writer(), await stage.writer({ tenantId: stage.other })];
    const words = {
      reply: 'Done!',
      action: 'BOOK_MEETING',
      quote: 'Thursday at four',
      grounds: 'CONVERSATION',
    } as const;
    stage.scripted({ reply: words });
    const { conversationId: other } = await stage.exchange(theirs, 'I could come Thursday at four');
    stage.scripted({
      reply: async () => {
        await goesPast(await threadOf(anna), does);
        return words;
      },
    });
    const conversationId = await stage.write(anna, 'I could come Thursday at four');
    expect(await stage.settled(conversationId)).toMatchObject({ state: 'SKIPPED', skipReason });
    const kept = 'select 1 from appointments where conversation_id = $1';
    expect(await stage.app.sql(kept, [conversationId])).toEqual([]);
    expect(await stage.app.sql(kept, [other])).toHaveLength(1);
    expect((await stage.saidIn(conversationId)).map(({ speaker }) => speaker)).not.toContain('AGENT');
  });

  it('who answers before an answer is thought of saves the model', async () => {
    const anna = await stage.writer();
    failOnceAt('answer.routed');
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'Error');
    await goesPast(conversationId, 'answers');
    await stage.resume(conversationId);
    expect(await stage.settled(conversationId)).toMatchObject({
      state: 'SKIPPED',
      skipReason: 'ANSWERED_BY_A_PERSON',
    });
    expect(stage.asked('REPLY')).toEqual([]);
  });

  it('who answers does not keep a wish to hear no more from being obeyed', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    failOnceAt('answer.routed');
    stage.scripted({ route: { intent: 'OPT_OUT' } });
    const conversationId = await stage.write(anna, 'Kindly lose my details for good');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'Error');
    await goesPast(conversationId, 'answers');
    await stage.resume(conversationId);
    const out = 'select tenant_id as "tenantId" from suppressions where phone = $1 and removed_at is null';
    expect(await stage.app.sql(out, [anna.phone])).toEqual([{ tenantId: stage.acme }]);
  });

  it('who takes over after it left finds it in the transcript', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    failOnceAt('answer.sent');
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'Error');
    await stage.app.asTenant(stage.acme, () => stage.app.get(ConversationsService).escalate(conversationId));
    await stage.resume(conversationId);
    expect(await stage.answersSaid(anna, conversationId)).toEqual([1, 1]);
  });
});

describe('a carrier', () => {
  it('that provably took nothing is asked again, and the answer said once', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    stage.sender.answers.push(() => ({ kind: 'REFUSED', cause: 'RATE_LIMITED' }));
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await stage.resume(conversationId);
    expect(await stage.answersSaid(anna, conversationId)).toEqual([1, 2]);
    const rows = await stage.app.sql(
      'select 1 from text_messages where phone = $1 and not not_sent and direction = $2',
      [anna.phone, 'OUTBOUND'],
    );
    expect(rows).toHaveLength(1);
  });

  it('that gave no answer is not asked again', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    const { answer } = await stage.exchange(anna, 'Hello, what does it cost?');
    expect(answer.state).toBe('DONE');
    stage.app.clock.advance(60_000);
    await stage.app.get(AnswerSweep).sweep();
    expect(stage.sender.sent.filter(({ to }) => to === anna.phone)).toHaveLength(1);
  });

  it('that takes nothing for long is asked ever less often, and then a person is', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    stage.sender.answers.push(
      ...Array.from({ length: 20 }, () => () => ({ kind: 'REFUSED', cause: 'RATE_LIMITED' }) as const),
    );
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    const waits: number[] = [];
    for (let sends = 1; sends < MOST_SENDS; sends += 1) {
      await until(async () => (await waitingOf(conversationId)).sends === sends);
      await until(async () => (await waitingOf(conversationId)).waitMs > 0);
      const { waitMs } = await waitingOf(conversationId);
      waits.push(waitMs);
      stage.app.clock.advance(waitMs);
      await stage.app.get(AnswerSweep).sweep();
    }
    const answer = await stage.settled(conversationId);
    expect(answer).toMatchObject({ state: 'SKIPPED', skipReason: 'NO_WAY_TO_ANSWER' });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(15 * 60_000);
    expect(textsTo(anna)).toHaveLength(MOST_SENDS);
    const raised = 'select trigger, status from escalations where conversation_id = $1';
    expect(await stage.app.sql(raised, [conversationId])).toEqual([{ trigger: 'UNDELIVERED', status: 'RAISED' }]);
  });

  it('that takes nothing is asked at once when the lead writes on', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    stage.sender.answers.push(() => ({ kind: 'REFUSED', cause: 'RATE_LIMITED' }));
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await until(async () => (await waitingOf(conversationId)).waitMs > 0);
    await stage.exchange(anna, 'Are you there?');
    expect(await stage.answersSaid(anna, conversationId)).toEqual([2, 3]);
  });

  it('that proves later to have had nothing is asked again, once', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    const { conversationId } = await stage.exchange(anna, 'Hello, what does it cost?');
    await proveNeverSent();
    await until(() => textsTo(anna).length === 2);
    const answer = await stage.settled(conversationId);
    expect(answer.state).toBe('DONE');
    expect(await stage.answersSaid(anna, conversationId)).toEqual([1, 2]);
    const left = 'select 1 from text_messages where phone = $1 and direction = $2 and not not_sent';
    expect(await stage.app.sql(left, [anna.phone, 'OUTBOUND'])).toHaveLength(1);
  });

  it('that proves so when the thread has gone on is left alone', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    const { conversationId } = await stage.exchange(anna, 'Hello, what does it cost?');
    await stage.exchange(anna, 'Are you there?');
    await proveNeverSent();
    await stage.settled(conversationId);
    expect(await stage.answersSaid(anna, conversationId)).toEqual([2, 2]);
  });
});

describe.each(['SMS', 'WHATSAPP'] as const)('a company with several numbers for %s', (channel) => {
  const [first, second] = ['+14155550131', '+14155550132'];
  const numbers = () => stage.app.get(CompanyNumbers);
  const ids: string[] = [];

  beforeEach(async () => {
    for (const phone of [first, second])
      ids.push((await asAdmin(() => numbers().assign(stage.acme, channel, phone))).id);
  });
  afterEach(async () => {
    for (const id of ids.splice(0)) await asAdmin(() => numbers().release(id));
  });

  it('answers from the one that was written to last in the thread', async () => {
    const anna = await stage.writer({ channel });
    expect(await answeredFrom({ ...anna, ourNumber: second })).toBe(second);
    expect(await answeredFrom({ ...anna, ourNumber: first })).toBe(first);
    expect(await answeredFrom({ ...anna, ourNumber: second })).toBe(second);
  });

  it('answers from the shared one who wrote there', async () => {
    const shared = stage.sender.numberFor(channel) ?? '';
    const anna = await stage.writer({ channel });
    expect(await answeredFrom({ ...anna, ourNumber: shared })).toBe(shared);
  });

  it('lets a person answer from there too', async () => {
    const anna = { ...(await stage.writer({ channel })), ourNumber: second };
    const { conversationId } = await stage.exchange(anna, 'Hello, what does it cost?');
    await stage.app.asTenant(stage.acme, async () => {
      const conversation = await stage.app.get(ConversationsService).get(conversationId);
      const olga = { conversation, text: 'I am Olga.', requestKey: `person:${conversationId}` };
      await stage.app.get(ThreadDelivery).deliver({ speaker: 'HUMAN', ...olga });
    });
    expect(stage.sender.sent.at(-1)).toMatchObject({ to: anna.phone, from: second, body: 'I am Olga.' });
  });

  it('answers from its oldest who wrote to one that is no longer its own', async () => {
    const anna = await stage.writer({ channel });
    for (const id of ids.splice(1)) await asAdmin(() => numbers().release(id));
    expect(await answeredFrom({ ...anna, ourNumber: second })).toBe(first);
  });

  it('lends none of them to another company', async () => {
    const theirs = await stage.writer({ channel, tenantId: stage.other });
    expect(await answeredFrom({ ...theirs, ourNumber: second })).toBe(stage.sender.numberFor(channel));
  });
});

describe('what may not be sent now', () => {
  it('waits while the company pauses, and is said when it goes on', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    failOnceAt('answer.before_send');
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'Error');
    await asAdmin(() => stage.app.get(TenantDirectory).pause(stage.acme));
    stage.app.clock.advance(20_000);
    await stage.app.get(AnswerSweep).sweep();
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'COMPANY_PAUSED');
    expect(textsTo(anna)).toEqual([]);
    await asAdmin(() => stage.app.get(TenantDirectory).activate(stage.acme));
    stage.app.clock.advance(60_000);
    await stage.app.get(AnswerSweep).sweep();
    await stage.settled(conversationId);
    expect(await stage.answersSaid(anna, conversationId)).toEqual([1, 1]);
  });

  it('waits for the morning where a form came in at night', async () => {
    stage.app.clock.set('2026-07-08T05:00:00Z');
    const anna = await stage.writer({ channel: 'WEB_FORM' });
    await aConsent(stage.app, stage.acme, anna.phone);
    const conversationId = await stage.write(anna, 'Hello, what does it cost?');
    await until(async () => (await waitingOf(conversationId)).waitMs > 60_000);
    expect(textsTo(anna)).toEqual([]);
    stage.app.clock.set('2026-07-08T14:00:00Z');
    await stage.app.get(AnswerSweep).sweep();
    await stage.settled(conversationId);
    expect(await stage.answersSaid(anna, conversationId)).toEqual([1, 1]);
  });
});

/** The number that what this writer writes next is answered from. */
async function answeredFrom(writer: Writer): Promise<string | undefined> {
  stage.app.clock.advance(1_000);
  await stage.exchange(writer, 'Hello, what does it cost?');
  return stage.sender.sent.filter(({ to }) => to === writer.phone).at(-1)?.from;
}

async function threadOf({ leadId }: Writer): Promise<string> {
  const [row] = await stage.app.sql<{ id: string }>('select id from conversations where lead_id = $1', [leadId]);
  return row?.id ?? '';
}

/** A person of the company takes the thread over, or writes in it. */
function goesPast(conversationId: string, does: string): Promise<void> {
  return stage.app.asTenant(stage.acme, async () => {
    const conversations = stage.app.get(ConversationsService);
    if (does === 'takes over') await conversations.escalate(conversationId);
    const conversation = await conversations.get(conversationId);
    const written = {
      speaker: 'HUMAN',
      conversation,
      text: 'I am Olga.',
      requestKey: `person:${conversationId}`,
    } as const;
    if (does === 'answers') await stage.app.get(ThreadDelivery).deliver(written);
  });
}

function textsTo({ phone }: Writer): string[] {
  return stage.sender.sent.filter(({ to }) => to === phone).map(({ body }) => body);
}

/** The carrier's list shows nothing, twice. */
async function proveNeverSent(): Promise<void> {
  for (let look = 0; look < 2; look += 1) {
    stage.app.clock.advance(60_000);
    await stage.app.get(TextSweep).sweep();
  }
}

async function waitingOf(conversationId: string): Promise<{ sends: number; waitMs: number }> {
  const [row] = await stage.app.sql<{ sends: number; waitMs: number }>(
    `select sends, case when lease_until is null then (extract(epoch from due_at - $2::timestamptz) * 1000)::int else 0 end as "waitMs"
     from answers where conversation_id = $1`,
    [conversationId, stage.app.clock.now()],
  );
  return row ?? { sends: 0, waitMs: 0 };
}
