import { TextSweep } from '../../../src/conversations/texts/text-sweep';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { OptOuts } from '../../../src/compliance/opt-outs.service';
import type { SendTextResult } from '../../../src/voice/text.port';
import { textSidOf } from '../../support/doubles/scripted-text-sender';
import { until } from '../../support/until';
import { startTextsStage, storeOf, textOf, type TextsStage } from './texts-stage';

const AFTERNOON = '2026-07-07T18:00:00Z';
const NIGHT = '2026-07-08T03:00:00Z';

let stage: TextsStage;

beforeAll(async () => {
  stage = await startTextsStage();
});
afterAll(() => stage?.app.close());
beforeEach(() => {
  stage.sender.forget();
  stage.app.clock.set(AFTERNOON);
});

const checksOf = (leadId: string) =>
  stage.app.sql(
    'select channel, purpose, verdict, reason, text_message_id as text, tenant_id as tenant from dial_checks where lead_id = $1 order by decided_at, id',
    [leadId],
  );

describe('a text the law allows', () => {
  it('is stored before it leaves, sent once, and named by its receipt', async () => {
    const person = await stage.aPerson(stage.acme);
    let stored: unknown;
    stage.sender.answers.push(async ({ textId }): Promise<SendTextResult> => {
      stored = await stage.app.asTenant(stage.acme, () => storeOf(stage).find(textId));
      return { kind: 'ACCEPTED', providerTextId: textSidOf(textId) };
    });
    const text = textOf(await stage.send(person));
    expect(stored).toMatchObject({ status: 'SENDING', phone: person.phone, sentAt: stage.app.clock.now() });
    expect(text).toMatchObject({
      status: 'ACCEPTED',
      providerId: textSidOf(text.id),
      leadId: person.leadId,
      direction: 'OUTBOUND',
      purpose: 'MARKETING',
    });
    expect(stage.sender.sent).toEqual([
      {
        textId: text.id,
        tenantId: stage.acme,
        channel: 'SMS',
        to: person.phone,
        from: '+14155550100',
        body: 'Acme Homes: The flat is still free. Reply STOP to opt out, HELP for help. Msg frequency varies. Msg & data rates may apply.',
      },
    ]);
    expect(await checksOf(person.leadId)).toEqual([
      { channel: 'SMS', purpose: 'MARKETING', verdict: 'ALLOW', reason: 'OK', text: text.id, tenant: stage.acme },
    ]);
    expect(await stage.app.asTenant(stage.other, () => storeOf(stage).find(text.id))).toBeNull();
  });

  it('says who writes and how to stop in the first of a conversation, what it costs in the first of all', async () => {
    const person = await stage.aPerson(stage.acme);
    const bodies = async (): Promise<string | undefined> => {
      textOf(await stage.send(person));
      return stage.sender.sent.at(-1)?.body;
    };
    expect(await bodies()).toMatch(/^Acme Homes: .*STOP.*rates may apply\.$/);
    stage.app.clock.advance(3_600_000);
    expect(await bodies()).toBe('The flat is still free.');
    stage.app.clock.advance(25 * 3_600_000);
    expect(await bodies()).toBe('Acme Homes: The flat is still free. Reply STOP to opt out, HELP for help.');
  });

  it('says so again when the first one never reached the phone', async () => {
    const person = await stage.aPerson(stage.acme);
    const first = textOf(await stage.send(person));
    await stage.news(first, { MessageSid: textSidOf(first.id), MessageStatus: 'undelivered', ErrorCode: '30003' });
    expect(textOf(await stage.send(person)).body).toBe(first.body);
  });

  it('travels on WhatsApp from its own number, and on none that is not configured', async () => {
    const person = await stage.aPerson(stage.acme);
    textOf(await stage.send(person, { channel: 'WHATSAPP' }));
    expect(stage.sender.sent[0]).toMatchObject({ channel: 'WHATSAPP', from: '+14155550177' });
    stage.sender.numbers = { SMS: '+14155550100' };
    expect(await stage.send(person, { channel: 'WHATSAPP' })).toEqual({ kind: 'CHANNEL_NOT_CONFIGURED' });
  });

  it('is not sent again for the same key', async () => {
    const person = await stage.aPerson(stage.acme);
    const sent = await Promise.all([1, 2, 3].map(() => stage.send(person, { requestKey: 'k-1' })));
    expect(new Set(sent.map((one) => textOf(one).id)).size).toBe(1);
    expect(stage.sender.sent).toHaveLength(1);
    const theirs = await stage.aPerson(stage.other);
    expect(textOf(await stage.send(theirs, { requestKey: 'k-1' })).tenantId).toBe(stage.other);
  });

  it('is refused under the key of another one', async () => {
    const [person, somebody] = [await stage.aPerson(stage.acme), await stage.aPerson(stage.acme)];
    textOf(await stage.send(person, { requestKey: 'k-2' }));
    for (const [to, wanted] of [
      [somebody, {}],
      [person, { body: 'Other words.' }],
      [person, { channel: 'WHATSAPP' }],
    ] as const) {
      const again = stage.send(to, { requestKey: 'k-2', ...wanted });
      await expect(again).rejects.toThrow('input.idempotencyKey: has been used for another text.');
    }
    expect(stage.sender.sent).toHaveLength(1);
  });

  it('has what reads from left to right set apart in Arabic, on the wire alone', async () => {
    const person = await stage.aPerson(stage.acme);
    textOf(await stage.send(person));
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'NETWORK' }));
    const wanted = {
      body: 'سجّلت طلبك برقم 4F9A-02C7، اتصل على +971 50 123 4567 أو زر acme.example/x',
      requestKey: 'k-3',
    };
    const text = textOf(await stage.send(person, wanted));
    const wire = stage.sender.sent.at(-1)?.body ?? '';
    expect(wire).toBe(
      'سجّلت طلبك برقم \u20684F9A-02C7\u2069، اتصل على \u2068+971 50 123 4567\u2069 أو زر acme.example/x',
    );
    expect(text.body).toBe(wanted.body);
    expect(textOf(await stage.send(person, wanted)).id).toBe(text.id);
    expect(stage.sender.sent).toHaveLength(2);
    const createdAt = stage.app.clock.now();
    stage.sender.listed = [{ providerTextId: 'SMarabic', body: wire, createdAt, status: 'SENT', isOptedOut: false }];
    await lookTwice();
    expect(await stage.app.asTenant(stage.acme, () => storeOf(stage).get(text.id))).toMatchObject({
      status: 'SENT',
      providerId: 'SMarabic',
    });
  });

  it('stays bare where the marks would make it too long', async () => {
    const person = await stage.aPerson(stage.acme);
    textOf(await stage.send(person));
    const body = `اتصل ${'+971 50 123 4567 و '.repeat(83)}`.trim();
    textOf(await stage.send(person, { body }));
    expect(stage.sender.sent.at(-1)?.body).toBe(body);
  });

  it.each([
    ['nothing', '   '],
    ['too much', 'x'.repeat(1_590)],
  ])('is refused with a clear word when it says %s', async (_, body) => {
    const person = await stage.aPerson(stage.acme);
    await expect(stage.send(person, { body })).rejects.toThrow(/^input\.text: /);
    expect(stage.sender.sent).toEqual([]);
    expect(await checksOf(person.leadId)).toEqual([]);
  });

  it('is not sent to the lead of another company', async () => {
    const { leadId, phone } = await stage.aPerson(stage.acme);
    await expect(stage.send({ tenantId: stage.other, leadId, phone })).rejects.toThrow('not found');
    expect(stage.sender.sent).toEqual([]);
  });
});

describe('a text the law does not allow', () => {
  it('is not sent without written consent, and leaves a receipt', async () => {
    const person = await stage.aPerson(stage.acme, undefined, false);
    expect(await stage.send(person)).toMatchObject({
      kind: 'REFUSED',
      decision: { verdict: 'DENY', reason: 'NO_CONSENT' },
    });
    expect(stage.sender.sent).toEqual([]);
    expect(await stage.texts(stage.acme)).not.toContainEqual(expect.objectContaining({ phone: person.phone }));
    expect(await checksOf(person.leadId)).toMatchObject([{ verdict: 'DENY', reason: 'NO_CONSENT' }]);
  });

  it('waits for the morning, and is not kept for it', async () => {
    const person = await stage.aPerson(stage.acme);
    stage.app.clock.set(NIGHT);
    expect(await stage.send(person)).toMatchObject({
      kind: 'REFUSED',
      decision: { verdict: 'DEFER', reason: 'OUTSIDE_WINDOW', until: new Date('2026-07-08T12:00:00Z') },
    });
    expect(stage.sender.sent).toEqual([]);
  });

  it('is not sent after an opt-out', async () => {
    const person = await stage.aPerson(stage.acme);
    await stage.app.asTenant(stage.acme, () =>
      stage.app.get(OptOuts).optOut({ phone: person.phone, method: 'SPOKEN' }),
    );
    expect(await stage.send(person)).toMatchObject({ decision: { verdict: 'DENY', reason: 'INTERNAL_DNC' } });
    const theirs = await stage.aPerson(stage.other, person.phone);
    expect(await stage.send(theirs)).toMatchObject({ kind: 'SENT' });
  });

  it('counts as an attempt, together with calls', async () => {
    const person = await stage.aPerson(stage.acme);
    for (let sent = 0; sent < 3; sent += 1) textOf(await stage.send(person));
    expect(await stage.send(person)).toMatchObject({ decision: { verdict: 'DEFER', reason: 'FREQUENCY_CAP' } });
  });

  it('is not sent for a company that is paused', async () => {
    const tenantId = await stage.app.newTenant({ name: 'Acme Homes' });
    const person = await stage.aPerson(tenantId);
    await stage.app.sql("update tenants set status = 'PAUSED' where id = $1", [tenantId]);
    expect(await stage.send(person)).toEqual({ kind: 'COMPANY_PAUSED' });
    expect(stage.sender.sent).toEqual([]);
  });
});

describe('a stop at the very moment', () => {
  const optOut = ({ tenantId, phone }: { tenantId: string; phone: string }): Promise<boolean> =>
    stage.app.asTenant(tenantId, () => stage.app.get(OptOuts).optOut({ phone, method: 'SPOKEN' }));

  it('waits for a request that is on its way', async () => {
    const person = await stage.aPerson(stage.acme);
    let answer: (result: SendTextResult) => void = () => undefined;
    stage.sender.answers.push(() => new Promise((resolve) => (answer = resolve)));
    const sending = stage.send(person);
    await until(() => stage.sender.sent.length === 1);
    let stopped = false;
    const stopping = optOut(person).then(() => (stopped = true));
    const isWaiting = async (): Promise<boolean> =>
      (await stage.app.sql("select 1 from pg_locks where locktype = 'advisory' and not granted")).length > 0;
    await until(isWaiting);
    expect(stopped).toBe(false);
    answer({ kind: 'ACCEPTED', providerTextId: 'SMbefore' });
    await Promise.all([sending, stopping]);
    expect(await stage.isSuppressed(person)).toBe(true);
  });

  it('goes first when it is being written, and the text is not sent', async () => {
    const person = await stage.aPerson(stage.acme);
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let isWritten = false;
    const stopping = stage.app.asTenant(stage.acme, () =>
      stage.app.get(UnitOfWork).run(async () => {
        await stage.app.get(OptOuts).optOut({ phone: person.phone, method: 'SPOKEN' });
        isWritten = true;
        await held;
      }),
    );
    await until(() => isWritten);
    const sending = stage.send(person);
    commit();
    await stopping;
    expect(await sending).toMatchObject({ kind: 'REFUSED', decision: { reason: 'INTERNAL_DNC' } });
    expect(stage.sender.sent).toEqual([]);
  });
});

describe('what the carrier makes of it', () => {
  it.each([
    ['NUMBER', '21211'],
    ['CONFIGURATION', '21606'],
    ['NOT_SENT', 'ECONNREFUSED'],
    ['RATE_LIMITED', '20429'],
  ] as const)('a refusal (%s) is proof that nothing was sent, and no attempt', async (cause, code) => {
    const person = await stage.aPerson(stage.acme);
    stage.sender.answers.push(() => ({ kind: 'REFUSED', cause, code }));
    expect(textOf(await stage.send(person))).toMatchObject({ status: 'FAILED', notSent: true, errorCode: code });
    for (let sent = 0; sent < 3; sent += 1) expect(textOf(await stage.send(person)).status).toBe('ACCEPTED');
    expect(await stage.isSuppressed(person)).toBe(false);
  });

  it('21610 says that the person told the carrier to stop: so do we, everywhere', async () => {
    const person = await stage.aPerson(stage.acme);
    stage.sender.answers.push(() => ({ kind: 'REFUSED', cause: 'OPTED_OUT', code: '21610' }));
    textOf(await stage.send(person));
    expect(await stage.isSuppressed(person)).toBe(true);
    expect(await stage.send(person)).toMatchObject({ decision: { reason: 'INTERNAL_DNC' } });
    expect(await stage.isSuppressed({ ...person, tenantId: stage.other })).toBe(false);
  });

  it('and so does every company that has contacted the person from that number', async () => {
    const ours = await stage.aPerson(stage.acme);
    const theirs = await stage.aPerson(stage.other, ours.phone);
    textOf(await stage.send(theirs));
    stage.sender.answers.push(() => ({ kind: 'REFUSED', cause: 'OPTED_OUT', code: '21610' }));
    textOf(await stage.send(ours));
    await until(() => stage.isSuppressed(theirs));
    expect(await stage.isSuppressed(ours)).toBe(true);
  });

  it('no answer leaves it unknown, and it is never sent again', async () => {
    const person = await stage.aPerson(stage.acme);
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    const text = textOf(await stage.send(person));
    expect(text).toMatchObject({ status: 'UNKNOWN', providerId: null, notSent: false });
    await lookTwice();
    const [after] = (await stage.texts(stage.acme)).filter(({ id }) => id === text.id);
    expect(after).toMatchObject({ status: 'FAILED', notSent: true });
    expect(stage.sender.sent).toHaveLength(1);
  });

  it('the carrier’s list tells what an answer did not', async () => {
    const person = await stage.aPerson(stage.acme);
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'NETWORK' }));
    const text = textOf(await stage.send(person));
    const createdAt = stage.app.clock.now();
    stage.sender.listed = [
      { providerTextId: 'SMother', body: 'Somebody else’s words.', createdAt, status: 'SENT', isOptedOut: false },
      { providerTextId: 'SMlisted', body: text.body, createdAt, status: 'SENT', isOptedOut: false },
    ];
    stage.app.clock.advance(60_000);
    await stage.app.get(TextSweep).sweep();
    expect(await stage.app.asTenant(stage.acme, () => storeOf(stage).get(text.id))).toMatchObject({
      status: 'SENT',
      providerId: 'SMlisted',
    });
  });

  it('a listed text that is another one’s is not taken', async () => {
    const person = await stage.aPerson(stage.acme);
    textOf(await stage.send(person, { body: 'Reply STOP. Acme Homes' }));
    const first = textOf(await stage.send(person, { body: 'The very same words.' }));
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'NETWORK' }));
    const second = textOf(await stage.send(person, { body: 'The very same words.' }));
    stage.sender.listed = [
      {
        providerTextId: first.providerId ?? '',
        body: first.body,
        createdAt: stage.app.clock.now(),
        status: 'SENT',
        isOptedOut: false,
      },
    ];
    await lookTwice();
    expect(await stage.app.asTenant(stage.acme, () => storeOf(stage).get(second.id))).toMatchObject({
      status: 'FAILED',
      notSent: true,
    });
  });

  it('a process that is silent while asking leaves it to the sweep, and may still hear the answer', async () => {
    const person = await stage.aPerson(stage.acme);
    let answer: (result: SendTextResult) => void = () => undefined;
    stage.sender.answers.push(() => new Promise((resolve) => (answer = resolve)));
    const sending = stage.send(person);
    await until(() => stage.sender.sent.length === 1);
    stage.app.clock.advance(31_000);
    await stage.app.get(TextSweep).sweep();
    const [text] = (await stage.texts(stage.acme)).filter(({ phone }) => phone === person.phone);
    expect(text).toMatchObject({ status: 'UNKNOWN' });
    answer({ kind: 'ACCEPTED', providerTextId: 'SMlate' });
    expect(textOf(await sending)).toMatchObject({ status: 'ACCEPTED', providerId: 'SMlate' });
  });
});

/** Settling time, first look, second look. */
async function lookTwice(): Promise<void> {
  for (let look = 0; look < 2; look += 1) {
    stage.app.clock.advance(60_000);
    await stage.app.get(TextSweep).sweep();
  }
}

describe('the carrier’s news', () => {
  it('move a text forward only, in whatever order and how often they come', async () => {
    const person = await stage.aPerson(stage.acme);
    const text = textOf(await stage.send(person));
    const MessageSid = textSidOf(text.id);
    for (const MessageStatus of ['delivered', 'sent', 'delivered', 'queued'])
      expect(await stage.news(text, { MessageSid, MessageStatus })).toBe(204);
    const now = await stage.app.asTenant(stage.acme, () => storeOf(stage).get(text.id));
    expect(now).toMatchObject({ status: 'DELIVERED' });
  });

  it('heal a text whose answer was lost', async () => {
    const person = await stage.aPerson(stage.acme);
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    const text = textOf(await stage.send(person));
    await stage.news(text, { MessageSid: 'SMcallback', MessageStatus: 'undelivered', ErrorCode: '30003' });
    const now = await stage.app.asTenant(stage.acme, () => storeOf(stage).get(text.id));
    expect(now).toMatchObject({ status: 'UNDELIVERED', providerId: 'SMcallback', errorCode: '30003', notSent: false });
  });

  it('of a text the list did not show make it an attempt after all', async () => {
    const person = await stage.aPerson(stage.acme);
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    const text = textOf(await stage.send(person));
    await lookTwice();
    await stage.news(text, { MessageSid: 'SMunlisted', MessageStatus: 'delivered' });
    const now = await stage.app.asTenant(stage.acme, () => storeOf(stage).get(text.id));
    expect(now).toMatchObject({ providerId: 'SMunlisted', notSent: false });
  });

  it('that it was opted out of count as an opt-out', async () => {
    const person = await stage.aPerson(stage.acme);
    const text = textOf(await stage.send(person));
    await stage.news(text, { MessageSid: textSidOf(text.id), MessageStatus: 'failed', ErrorCode: '21610' });
    expect(await stage.isSuppressed(person)).toBe(true);
  });

  it('are not believed of another text, another company, or without a signature', async () => {
    const person = await stage.aPerson(stage.acme);
    const text = textOf(await stage.send(person));
    await stage.news(text, { MessageSid: 'SManother', MessageStatus: 'delivered' });
    await stage.news(
      { id: text.id, tenantId: stage.other },
      { MessageSid: textSidOf(text.id), MessageStatus: 'delivered' },
    );
    const path = `/webhooks/twilio/text/${stage.acme}/${text.id}`;
    const forged = await fetch(`${stage.app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'bm8=' },
      body: `MessageSid=${textSidOf(text.id)}&MessageStatus=delivered`,
    });
    expect(forged.status).toBe(403);
    expect(await stage.app.asTenant(stage.acme, () => storeOf(stage).get(text.id))).toMatchObject({
      status: 'ACCEPTED',
    });
  });
});
