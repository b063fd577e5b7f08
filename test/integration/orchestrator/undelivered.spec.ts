import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { type Delivery, ThreadDelivery } from '../../../src/conversations/delivery/thread-delivery.service';
import { TextOutcomes } from '../../../src/conversations/texts/text-outcomes.service';
import { armFailpoints } from '../../../src/platform/failpoints/failpoint';
import type { TextNews } from '../../../src/voice/text.port';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import { textSidOf } from '../../support/doubles/scripted-text-sender';
import { until } from '../../support/until';
import { AnswersStage, type Writer } from './answers-stage';
import { failOnceAt } from './fail-once-at';

let stage: AnswersStage;

beforeAll(async () => {
  stage = await AnswersStage.start();
});
afterAll(() => stage?.app.close());
beforeEach(() => stage.reset());
afterEach(() => {
  armFailpoints(undefined);
  jest.restoreAllMocks();
});

const QUESTION = 'Hello, what does it cost?';

/** What the carrier tells of the last text to a writer, once everybody has heard of it. */
async function tell({ tenantId, phone }: Writer, news: Partial<TextNews>): Promise<void> {
  const { textId } = stage.sender.sent.findLast(({ to }) => to === phone) ?? { textId: 'none' };
  const told = { providerTextId: textSidOf(textId), isOptedOut: false, ...news };
  await stage.app.asTenant(tenantId, () => stage.app.get(TextOutcomes).hear(textId, told));
  await until(
    async () =>
      (await stage.app.sql(`select 1 from outbox where tenant_id = $1 and name like 'text.%'`, [tenantId])).length ===
      0,
  );
}

const suppress = ({ tenantId, phone }: Writer) =>
  stage.app.asTenant(tenantId, () =>
    stage.app.get(SuppressionsService).add({ phone, reason: 'Wants to hear no more.', source: 'MANUAL' }),
  );

/** The lead has a turn in a campaign that has not come yet. @param moves of the campaign, in order */
async function enrolled({ tenantId, leadId }: Writer, ...moves: string[]): Promise<void> {
  const campaignId = await aCampaignRow(stage.app, tenantId);
  for (const move of moves) await stage.app.sql(`update campaigns set ${move} where id = $1`, [campaignId]);
  await stage.app.sql(
    `insert into enrolments (tenant_id, id, campaign_id, lead_id, phone, zone_key, due_at, created_at, updated_at)
     select tenant_id, gen_random_uuid(), $2, id, phone, zone_key, now(), now(), now() from leads where id = $1`,
    [leadId, campaignId],
  );
}

const ACTIVE = `status = 'ACTIVE'`;
const pausedFor = (reason: string) => `status = 'PAUSED', pause_reason = '${reason}'`;

const reasonsOf = async (conversationId: string) =>
  (
    await stage.app.sql<{ trigger: string; reason: string }>(
      'select trigger, reason from escalations where conversation_id = $1 order by raised_at',
      [conversationId],
    )
  ).map(({ trigger, reason }) => `${trigger}: ${reason}`);

describe('an answer the carrier took', () => {
  it.each(['UNDELIVERED', 'FAILED'] as const)('and reports as %s is a person’s to give, once', async (status) => {
    for (const tenantId of [stage.acme, stage.other]) {
      const anna = await stage.writer({ channel: 'SMS', tenantId });
      const { conversationId } = await stage.exchange(anna, QUESTION);
      await tell(anna, { status: 'SENT' });
      expect(await reasonsOf(conversationId)).toEqual([]);
      await tell(anna, { status, errorCode: '30003' });
      expect(await reasonsOf(conversationId)).toEqual(['UNDELIVERED: The carrier did not get an answer to them.']);
      expect(await stage.statusOf(conversationId)).toBe('ESCALATED');
      await stage.handBack(anna);
      await tell(anna, { status, errorCode: '30003' });
      await tell(anna, { status: 'DELIVERED' });
      expect(await stage.triggersOf(conversationId)).toEqual(['UNDELIVERED']);
      expect(await stage.statusOf(conversationId)).toBe('ACTIVE');
    }
  });

  it('and did not give to somebody who told it to stop asks nobody to write', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    const { conversationId } = await stage.exchange(anna, QUESTION);
    await tell(anna, { status: 'UNDELIVERED', errorCode: '21610', isOptedOut: true });
    expect(await stage.triggersOf(conversationId)).toEqual([]);
  });

  it('and did not give to somebody who wants to hear no more since asks nobody to write', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    const { conversationId } = await stage.exchange(anna, QUESTION);
    await suppress(anna);
    await tell(anna, { status: 'UNDELIVERED', errorCode: '30005' });
    expect(await stage.triggersOf(conversationId)).toEqual([]);
  });

  it('asks nobody when it was a person’s own', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    const { conversationId } = await stage.exchange(anna, QUESTION);
    await stage.app.asTenant(anna.tenantId, async () => {
      const conversation = await stage.app.get(ConversationsService).get(conversationId);
      const written = { speaker: 'HUMAN', conversation, text: 'I am Olga.', requestKey: 'olga:1' } as const;
      await stage.app.get(ThreadDelivery).deliver(written);
    });
    await tell(anna, { status: 'UNDELIVERED', errorCode: '30003' });
    expect(await stage.triggersOf(conversationId)).toEqual([]);
  });
});

describe('an answer that may not be sent', () => {
  it('to a form without consent to texts is a person’s to give', async () => {
    for (const tenantId of [stage.acme, stage.other]) {
      const anna = await stage.writer({ channel: 'WEB_FORM', tenantId });
      const { conversationId, answer } = await stage.exchange(anna, QUESTION);
      expect(answer).toMatchObject({ state: 'SKIPPED', skipReason: 'NOT_ALLOWED' });
      expect(await reasonsOf(conversationId)).toEqual([
        expect.stringMatching(/^UNDELIVERED: What they wrote could not be answered there: .*consent/) as string,
      ]);
      expect(await stage.statusOf(conversationId)).toBe('ESCALATED');
    }
    expect(stage.sender.sent).toEqual([]);
  });

  it('to a form whose lead a campaign calls is nobody’s: the call answers it', async () => {
    const anna = await stage.writer({ channel: 'WEB_FORM' });
    await enrolled(anna, ACTIVE);
    const { conversationId, answer } = await stage.exchange(anna, QUESTION);
    expect(answer).toMatchObject({ state: 'SKIPPED', skipReason: 'NOT_ALLOWED' });
    expect(await stage.triggersOf(conversationId)).toEqual([]);
    expect(await stage.statusOf(conversationId)).toBe('ACTIVE');
    const other = await stage.writer({ channel: 'WEB_FORM', tenantId: stage.other });
    expect(await stage.triggersOf((await stage.exchange(other, QUESTION)).conversationId)).toEqual(['UNDELIVERED']);
  });

  it.each([
    ['is not started', [], ['UNDELIVERED']],
    ['somebody paused', [ACTIVE, pausedFor('USER')], ['UNDELIVERED']],
    ['has spent its budget', [ACTIVE, pausedFor('BUDGET_EXCEEDED')], ['UNDELIVERED']],
    ['looks itself whether calls go through again', [ACTIVE, pausedFor('FAILURE_BREAKER')], []],
  ])('to a form whose lead stands in a campaign that %s', async (_, moves, triggers) => {
    const anna = await stage.writer({ channel: 'WEB_FORM' });
    await enrolled(anna, ...moves);
    const { conversationId } = await stage.exchange(anna, QUESTION);
    expect(await stage.triggersOf(conversationId)).toEqual(triggers);
  });

  it('to a lead whose project calls new ones at once waits until it is known whether a campaign calls', async () => {
    const [anna, other] = [
      await stage.writer({ channel: 'WEB_FORM' }),
      await stage.writer({ channel: 'WEB_FORM', tenantId: stage.other }),
    ];
    // Nobody hears any more that they are new.
    await until(async () => (await stage.app.sql(`select 1 from outbox where name like 'lead%'`)).length === 0);
    await stage.app.sql(`update leads set created_at = created_at - interval '1 hour' where id = $1`, [anna.leadId]);
    await stage.app.sql('update projects set auto_call = true where id = any ($1)', [
      [anna.projectId, other.projectId],
    ]);
    const [called, forgotten] = [await stage.write(anna, QUESTION), await stage.write(other, QUESTION)];
    for (const id of [called, forgotten])
      await until(async () => typeof (await stage.answersOf(id))[0]?.lastError === 'string');
    expect([await stage.triggersOf(called), await stage.triggersOf(forgotten)]).toEqual([[], []]);
    await enrolled(anna, ACTIVE);
    await stage.resume(called);
    expect(await stage.triggersOf(called)).toEqual([]);
    expect(await stage.statusOf(called)).toBe('ACTIVE');
    await stage.resume(forgotten);
    expect(await stage.triggersOf(forgotten)).toEqual(['UNDELIVERED']);
  });

  it('where the company has no number is a person’s to give', async () => {
    const anna = await stage.writer({ channel: 'WHATSAPP' });
    stage.sender.numbers = {};
    const { conversationId, answer } = await stage.exchange(anna, QUESTION);
    expect(answer).toMatchObject({ state: 'SKIPPED', skipReason: 'NO_WAY_TO_ANSWER' });
    expect(await reasonsOf(conversationId)).toEqual([expect.stringContaining('no number') as string]);
  });

  it('for days is a person’s to give', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    const soon = new Date(stage.app.clock.now().getTime() + 25 * 60 * 60_000);
    const closed = { verdict: 'DEFER', reason: 'DAY_CLOSED', explanation: 'It is a holiday.', until: soon } as const;
    const refused: Delivery = {
      kind: 'REFUSED',
      cause: { kind: 'REFUSED', decision: { ...closed, checkId: 'c', zoneKey: 'z' } },
    };
    jest.spyOn(stage.app.get(ThreadDelivery), 'deliver').mockResolvedValueOnce(refused);
    const { conversationId, answer } = await stage.exchange(anna, QUESTION);
    expect(answer).toMatchObject({ state: 'SKIPPED', skipReason: 'NOT_ALLOWED' });
    expect(await reasonsOf(conversationId)).toEqual([expect.stringContaining('It is a holiday.') as string]);
  });

  it('to somebody who wants to hear no more is nobody’s', async () => {
    const anna = await stage.writer({ channel: 'SMS' });
    failOnceAt('answer.before_send');
    const conversationId = await stage.write(anna, QUESTION);
    await until(async () => (await stage.answersOf(conversationId))[0]?.lastError === 'Error');
    await suppress(anna);
    await stage.resume(conversationId);
    expect((await stage.answersOf(conversationId))[0]).toMatchObject({ state: 'SKIPPED', skipReason: 'NOT_ALLOWED' });
    expect(await stage.triggersOf(conversationId)).toEqual([]);
  });
});
