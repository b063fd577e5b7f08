import { randomUUID } from 'node:crypto';
import { CompanyNumbers } from '../../../src/conversations/numbers/company-numbers.service';
import { MissedCallListener } from '../../../src/intake/missed-calls/missed-call.listener';
import { MOST_SENDS } from '../../../src/intake/missed-calls/text-back-request';
import { TextBackSweep } from '../../../src/intake/missed-calls/text-back.sweep';
import { TextSender } from '../../../src/voice/text.port';
import { aConsent } from '../../support/builders/a-consent';
import { ScriptedTextSender } from '../../support/doubles/scripted-text-sender';
import { until } from '../../support/until';
import { asAdmin } from '../compliance/an-admin';
import { type Answer, type Company, IntakeStage, newPhone } from './intake-stage';

const AFTERNOON = '2026-07-07T18:00:00Z';
let stage: IntakeStage;
let sender: ScriptedTextSender;

beforeAll(async () => {
  stage = await IntakeStage.start();
  const real = stage.api.app.get(TextSender);
  sender = Object.assign(new ScriptedTextSender());
  jest.spyOn(real, 'numberFor').mockImplementation((channel) => sender.numberFor(channel));
  jest.spyOn(real, 'send').mockImplementation((request, permission) => sender.send(request, permission));
});
afterAll(() => stage?.api.app.close());
beforeEach(() => {
  stage.api.app.clock.set(AFTERNOON);
  sender.forget();
});

const sql = <T = Record<string, unknown>>(text: string, values: unknown[] = []) => stage.api.app.sql<T>(text, values);
const report = (about: Record<string, unknown> = {}): Record<string, unknown> => ({
  phone: newPhone(),
  callId: randomUUID(),
  ...about,
});
const miss = (body: unknown, by?: Company): Promise<Answer> => stage.post('missed-call', body, by?.key);
const outboxIsEmpty = async (): Promise<boolean> => (await sql('select 1 from outbox')).length === 0;
const policyOf = (company: Company, policy: string, text: string | null = null) =>
  stage.api.get(
    'updateTenant',
    'mutation ($input: UpdateTenantInput!) { updateTenant(input: $input) { missedCallPolicy missedCallText } }',
    { input: { missedCallPolicy: policy, missedCallText: text } },
    company.owner,
  );
const checksOf = (phone: unknown) =>
  sql(
    `select d.verdict, d.reason, d.purpose, d.channel from dial_checks d join leads l on l.tenant_id = d.tenant_id and l.id = d.lead_id
     where l.phone = $1 order by d.decided_at`,
    [phone],
  );

describe('a missed call', () => {
  it('makes a lead, is kept once however often it is told, and by itself nothing follows', async () => {
    const body = report({ name: 'Anna', calledNumber: '+14155550100', at: '2026-07-07T17:59:00+00:00' });
    const answers = await Promise.all([miss(body), miss(body), miss(body)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    for (const { body: answer } of answers) expect(answer).toEqual(answers[0]?.body);
    expect(answers[0]?.body).toMatchObject({ reaction: 'NONE' });
    const { leadId, missedCallId } = answers[0]?.body ?? {};
    expect(await sql('select phone, name, source from leads where id = $1', [leadId])).toEqual([
      { phone: body['phone'], name: 'Anna', source: 'MISSED_CALL' },
    ]);
    const row = 'select lead_id, called_number, called_at, reaction from missed_calls where id = $1';
    expect(await sql(row, [missedCallId])).toEqual([
      { lead_id: leadId, called_number: '+14155550100', called_at: new Date('2026-07-07T17:59:00Z'), reaction: 'NONE' },
    ]);
    expect(await sql('select channel from intake_events where lead_id = $1', [leadId])).toEqual([
      { channel: 'MISSED_CALL' },
    ]);
    await until(outboxIsEmpty);
    expect(sender.sent).toEqual([]);
    expect((await miss({ ...body, name: 'Bert' })).status).toBe(409);
    await sql('delete from idempotent_answers');
    expect((await miss(body)).body).toEqual(answers[0]?.body);
  });

  it('belongs to the company whose key told it', async () => {
    const body = report();
    const [ours, theirs] = [await miss(body), await miss(body, stage.zenith)];
    expect(theirs.body['leadId']).not.toBe(ours.body['leadId']);
    const owners = await sql('select tenant_id from missed_calls where source_call_id = $1', [body['callId']]);
    expect(new Set(owners.map(({ tenant_id }) => tenant_id))).toEqual(new Set([stage.acme.id, stage.zenith.id]));
  });

  it('of a number of the company’s is about its project', async () => {
    const numbers = stage.api.app.get(CompanyNumbers);
    const number = await asAdmin(() => numbers.assign(stage.acme.id, 'VOICE', '+14155550177'));
    const { id } = await stage.api.get<{ id: string }>(
      'createProject',
      'mutation { createProject(input: { name: "Palm Towers" }) { ... on Project { id } } }',
      {},
      stage.acme.owner,
    );
    await stage.api.app.asTenant(stage.acme.id, () => numbers.setProject(number.id, id));
    const projectOf = async (by: Company) => {
      const { body } = await miss(report({ calledNumber: '+14155550177' }), by);
      return (await sql('select project_id from leads where id = $1', [body['leadId']]))[0]?.['project_id'];
    };
    expect([await projectOf(stage.acme), await projectOf(stage.zenith)]).toEqual([id, null]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['phone', { phone: undefined }],
    ['phone', { phone: 'anonymous' }],
    ['phone', { phone: 12_125_550_101 }],
    ['callId', { callId: undefined }],
    ['callId', { callId: '' }],
    ['callId', { callId: 'x'.repeat(201) }],
    ['at', { at: 'yesterday' }],
    ['at', { at: '2026-07-07T18:00:00' }],
    ['at', { at: '2026-07-07T18:06:00Z' }],
    ['calledNumber', { calledNumber: ['+14155550100'] }],
    ['wen', { wen: 'now' }],
  ])('with a bad %s is refused, which names it, and leaves no trace', async (field, about) => {
    const before = await stage.traceOf(stage.acme.id);
    const answer = await miss(report(about));
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(field);
    expect(await stage.traceOf(stage.acme.id)).toEqual(before);
  });

  it('is taken from nobody without a key', async () => {
    expect((await stage.post('missed-call', report(), {})).status).toBe(401);
  });
});

describe('a text back', () => {
  beforeAll(() => policyOf(stage.acme, 'TEXT_BACK'));
  afterAll(() => policyOf(stage.acme, 'NONE'));

  it('answers the person’s own call, without any consent and at any hour, once a day', async () => {
    stage.api.app.clock.set('2026-07-08T03:00:00Z');
    const body = report();
    expect((await miss(body)).body).toMatchObject({ reaction: 'TEXT_BACK' });
    await until(() => sender.sent.length === 1);
    expect(sender.sent).toMatchObject([{ to: body['phone'], channel: 'SMS', tenantId: stage.acme.id }]);
    expect(sender.sent[0]?.body).toMatch(/^Acme: Sorry we missed your call\..* Reply STOP/);
    expect(await checksOf(body['phone'])).toEqual([
      { verdict: 'ALLOW', reason: 'OK_RESPONSIVE', purpose: 'RESPONSIVE', channel: 'SMS' },
    ]);
    await miss(body);
    expect((await miss({ ...body, callId: randomUUID() })).body).toMatchObject({ reaction: 'NONE' });
    await until(outboxIsEmpty);
    expect(sender.sent).toHaveLength(1);
    stage.api.app.clock.advance(24 * 3_600_000);
    expect((await miss({ ...body, callId: randomUUID() })).body).toMatchObject({ reaction: 'TEXT_BACK' });
  });

  it('says what the company wants said, and only its own people get it', async () => {
    await policyOf(stage.acme, 'TEXT_BACK', 'Palm Towers here: write us your question.');
    const [ours, theirs] = [report(), report()];
    await miss(ours);
    await miss(theirs, stage.zenith);
    await until(() => sender.sent.length === 1);
    await until(outboxIsEmpty);
    expect(sender.sent.map(({ to }) => to)).toEqual([ours['phone']]);
    expect(sender.sent[0]?.body).toContain('Palm Towers here: write us your question.');
    await policyOf(stage.acme, 'TEXT_BACK');
  });

  it('is sent once though the news of the call comes twice', async () => {
    const { body } = await miss(report());
    const news = { missedCallId: String(body['missedCallId']), leadId: String(body['leadId']), reaction: 'TEXT_BACK' };
    const listener = stage.api.app.get(MissedCallListener);
    await stage.api.app.asTenant(stage.acme.id, () =>
      Promise.all([listener.textBack(news), listener.textBack(news), listener.textBack(news)]),
    );
    await until(outboxIsEmpty);
    expect(sender.sent).toHaveLength(1);
  });

  it('that the carrier did not take is sent again, later each time, and then no more; only one that may have left is that day’s', async () => {
    const body = report();
    const refuse = () => ({ kind: 'REFUSED', cause: 'NOT_SENT' }) as const;
    sender.answers.push(...Array.from({ length: MOST_SENDS }, () => refuse));
    await miss(body);
    await until(() => sender.sent.length === 1);
    await until(outboxIsEmpty);
    const sweep = () => stage.api.app.get(TextBackSweep).sweep();
    await sweep();
    expect(sender.sent).toHaveLength(1);
    expect((await miss({ ...body, callId: randomUUID() })).body).toMatchObject({ reaction: 'NONE' });
    for (let sends = 2; sends <= MOST_SENDS; sends += 1) {
      stage.api.app.clock.advance(6 * 60_000);
      await sweep();
      expect(sender.sent).toHaveLength(sends);
      await until(outboxIsEmpty);
    }
    stage.api.app.clock.advance(6 * 60_000);
    await sweep();
    expect(sender.sent).toHaveLength(MOST_SENDS);
    expect((await miss({ ...body, callId: randomUUID() })).body).toMatchObject({ reaction: 'TEXT_BACK' });
    await until(() => sender.sent.length === MOST_SENDS + 1);
    await until(outboxIsEmpty);
    expect((await miss({ ...body, callId: randomUUID() })).body).toMatchObject({ reaction: 'NONE' });
  });

  it('that leaves at the second try is sent no third time, and is of its company alone', async () => {
    const body = report();
    sender.answers.push(() => ({ kind: 'REFUSED', cause: 'RATE_LIMITED' }));
    await miss(body);
    await miss(body, stage.zenith);
    await until(() => sender.sent.length === 1);
    await until(outboxIsEmpty);
    for (const _ of [1, 2, 3]) {
      stage.api.app.clock.advance(6 * 60_000);
      await stage.api.app.get(TextBackSweep).sweep();
    }
    expect(sender.sent.map(({ tenantId, to }) => [tenantId, to])).toEqual([
      [stage.acme.id, body['phone']],
      [stage.acme.id, body['phone']],
    ]);
  });

  it('goes to nobody who has opted out, and the receipt says so', async () => {
    const body = report();
    await aConsent(stage.api.app, stage.acme.id, String(body['phone']), { seller: 'Acme' });
    const chat = { sessionId: randomUUID(), messageId: '1', phone: body['phone'], text: 'STOP' };
    await stage.post('live-chat', chat);
    await miss(body);
    await until(outboxIsEmpty);
    expect(sender.sent).toEqual([]);
    expect(await checksOf(body['phone'])).toMatchObject([{ verdict: 'DENY', reason: 'INTERNAL_DNC' }]);
  });

  it('follows no call of yesterday, and none of a paused company', async () => {
    expect((await miss(report({ at: '2026-07-06T18:00:00Z' }))).body).toMatchObject({ reaction: 'NONE' });
    await sql("update tenants set status = 'PAUSED' where id = $1", [stage.acme.id]);
    await miss(report());
    await until(outboxIsEmpty);
    await sql("update tenants set status = 'ACTIVE' where id = $1", [stage.acme.id]);
    expect(sender.sent).toEqual([]);
  });
});
