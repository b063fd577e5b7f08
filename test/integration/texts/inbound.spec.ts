import { randomUUID } from 'node:crypto';
import { TextListener } from '../../../src/conversations/texts/text.listener';
import { TextReplies } from '../../../src/conversations/texts/text-replies.service';
import { TextSweep } from '../../../src/conversations/texts/text-sweep';
import { OptOuts } from '../../../src/compliance/opt-outs.service';
import { SMS_NUMBER, WHATSAPP_NUMBER } from '../../support/doubles/scripted-text-sender';
import { until } from '../../support/until';
import { aTextSid, startTextsStage, textOf, type Person, type TextsStage } from './texts-stage';

const AFTERNOON = '2026-07-07T18:00:00Z';
const CONFIRMATION = 'Acme Homes: you have opted out. We will not call or text you again.';

let stage: TextsStage;

beforeAll(async () => {
  stage = await startTextsStage();
});
afterAll(() => stage?.app.close());
beforeEach(() => {
  stage.sender.forget();
  stage.app.clock.set(AFTERNOON);
});

/** A person whom the company has texted; nothing is remembered of what was sent. */
async function texted(tenantId: string, phone?: string): Promise<Person> {
  const person = await stage.aPerson(tenantId, phone);
  textOf(await stage.send(person));
  stage.app.clock.advance(1_000);
  stage.sender.forget();
  return person;
}

const inboundOf = async ({ tenantId, phone }: Person) =>
  (await stage.texts(tenantId)).filter((text) => text.phone === phone && text.direction === 'INBOUND');

const outboxIsEmpty = async (): Promise<boolean> => (await stage.app.sql('select 1 from outbox')).length === 0;

describe('a person who texts', () => {
  it('is kept once, with whom they know, and answered nothing', async () => {
    const person = await texted(stage.acme);
    const sid = aTextSid();
    const posted = { from: person.phone, body: 'Is it still free?', sid };
    const answers = await Promise.all([stage.text(posted), stage.text(posted), stage.text(posted)]);
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toContain('text/xml');
      expect(await answer.text()).toContain('<Response/>');
    }
    expect(await inboundOf(person)).toMatchObject([
      { leadId: person.leadId, body: 'Is it still free?', command: null, providerId: sid, status: 'RECEIVED' },
    ]);
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toEqual([]);
  });

  it('may be answered for a day, at any hour', async () => {
    const person = await stage.aPerson(stage.acme, undefined, false);
    stage.app.clock.set('2026-07-08T03:00:00Z');
    await aCallTo(person);
    await stage.text({ from: person.phone, body: 'Who called?' });
    expect(await stage.send(person, { purpose: 'RESPONSIVE', body: 'That was us.' })).toMatchObject({ kind: 'SENT' });
    stage.app.clock.advance(24 * 3_600_000 + 1);
    expect(await stage.send(person, { purpose: 'RESPONSIVE' })).toMatchObject({ decision: { reason: 'NO_CONSENT' } });
  });

  it('belongs to the company that contacted them last from that number', async () => {
    const ours = await texted(stage.acme);
    const theirs = await texted(stage.other, ours.phone);
    await stage.text({ from: ours.phone, body: 'Hello?' });
    expect([await inboundOf(ours), await inboundOf(theirs)]).toMatchObject([[], [{ body: 'Hello?' }]]);
    await stage.text({ from: ours.phone, to: WHATSAPP_NUMBER, channel: 'whatsapp', body: 'Hello there?' });
    expect((await inboundOf(theirs)).length).toBe(1);
  });

  it.each([
    ['whom nobody has contacted', '+12125559999'],
    ['from a number that is none of ours', '+12125559998'],
  ])('%s is left alone', async (_, from) => {
    const before = await stage.app.sql('select count(*) from text_messages');
    expect((await stage.text({ from, body: 'STOP' })).status).toBe(200);
    expect(await stage.app.sql('select count(*) from text_messages')).toEqual(before);
  });

  it('is not believed without a true signature', async () => {
    const person = await texted(stage.acme);
    expect((await stage.text({ from: person.phone, body: 'STOP', forged: true })).status).toBe(403);
    expect(await inboundOf(person)).toEqual([]);
    expect(await stage.isSuppressed(person)).toBe(false);
  });

  it('who says START gets nothing, and lifts nothing', async () => {
    const person = await texted(stage.acme);
    await stage.text({ from: person.phone, body: 'STOP' });
    await until(outboxIsEmpty);
    stage.sender.forget();
    await stage.text({ from: person.phone, body: 'START' });
    await until(outboxIsEmpty);
    expect((await inboundOf(person)).map(({ command }) => command)).toEqual(['OPT_OUT', 'RESUME']);
    expect(stage.sender.sent).toEqual([]);
    expect(await stage.isSuppressed(person)).toBe(true);
  });
});

describe('a stop', () => {
  it.each([
    'STOP',
    'stop.',
    'Please stop texting me',
    'Unsubscribe',
    'ALTO',
    'no me llamen más',
    'توقف',
    'बंद करो',
    'STOPALL',
  ])('%j is in force when it is answered, and confirmed once', async (body) => {
    const person = await texted(stage.acme);
    const sid = aTextSid();
    const posted = { from: person.phone, body, sid };
    await Promise.all([stage.text(posted), stage.text(posted), stage.text(posted)]);
    expect(await stage.isSuppressed(person)).toBe(true);
    await stage.text(posted);
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toHaveLength(1);
    expect(stage.sender.sent[0]).toMatchObject({
      to: person.phone,
      from: SMS_NUMBER,
      channel: 'SMS',
      tenantId: stage.acme,
    });
    expect(stage.sender.sent[0]?.body).toMatch(body === 'توقف' ? /^\u2068Acme Homes\u2069: / : /^Acme Homes: /);
    expect(await inboundOf(person)).toMatchObject([{ command: 'OPT_OUT' }]);
    expect(
      await stage.app.sql(
        "select kind, scope, method, evidence->>'reason' as reason from consents where tenant_id = $1 and phone = $2 and kind = 'REVOCATION'",
        [stage.acme, person.phone],
      ),
    ).toEqual([{ kind: 'REVOCATION', scope: 'ALL', method: 'SMS', reason: `Texted us to stop, message ${sid}.` }]);
  });

  it('holds for every company behind the number, and is confirmed by the one that wrote last', async () => {
    const theirs = await texted(stage.other);
    const ours = await texted(stage.acme, theirs.phone);
    const third = await stage.app.newTenant({ name: 'Third Co' });
    const stranger = await stage.aPerson(third, theirs.phone);
    await stage.text({ from: ours.phone, body: 'STOP' });
    expect([await stage.isSuppressed(ours), await stage.isSuppressed(theirs)]).toEqual([true, true]);
    expect(await stage.isSuppressed(stranger)).toBe(false);
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toMatchObject([{ tenantId: stage.acme, body: CONFIRMATION }]);
    expect([await inboundOf(ours), await inboundOf(theirs)]).toMatchObject([
      [{ command: 'OPT_OUT' }],
      [{ command: 'OPT_OUT' }],
    ]);
  });

  it('counts when only a call came from the number', async () => {
    const person = await stage.aPerson(stage.acme);
    await aCallTo(person);
    await stage.text({ from: person.phone, body: 'STOP' });
    expect(await stage.isSuppressed(person)).toBe(true);
    await until(() => stage.sender.sent.length === 1);
  });

  it('on WhatsApp is confirmed on WhatsApp, and holds everywhere', async () => {
    const person = await stage.aPerson(stage.acme);
    textOf(await stage.send(person, { channel: 'WHATSAPP' }));
    stage.sender.forget();
    await stage.text({ from: person.phone, to: WHATSAPP_NUMBER, channel: 'whatsapp', body: 'Stop' });
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toMatchObject([{ channel: 'WHATSAPP', from: WHATSAPP_NUMBER, body: CONFIRMATION }]);
    expect(await stage.send(person)).toMatchObject({ decision: { reason: 'INTERNAL_DNC' } });
  });

  it('to a number that never contacted them holds for whoever knows them, and is not answered', async () => {
    const [called, listed] = [await stage.aPerson(stage.acme), await stage.aPerson(stage.other)];
    await aCallTo(called);
    const whatsapp = { to: WHATSAPP_NUMBER, channel: 'whatsapp', body: 'Stop' } as const;
    for (const { phone } of [called, listed]) {
      expect((await stage.text({ from: phone, ...whatsapp })).status).toBe(200);
    }
    expect([await stage.isSuppressed(called), await stage.isSuppressed(listed)]).toEqual([true, true]);
    expect(await stage.isSuppressed({ ...called, tenantId: stage.other })).toBe(false);
    expect(await inboundOf(called)).toMatchObject([{ channel: 'WHATSAPP', command: 'OPT_OUT' }]);
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toEqual([]);
  });

  it('to such a number is delivered again when it could not be obeyed', async () => {
    const person = await stage.aPerson(stage.acme);
    const optOut = jest.spyOn(stage.app.get(OptOuts), 'optOut').mockRejectedValueOnce(new Error('no database'));
    expect((await stage.text({ from: person.phone, body: 'STOP' })).status).toBe(500);
    optOut.mockRestore();
    expect(await stage.isSuppressed(person)).toBe(false);
    expect((await stage.text({ from: person.phone, body: 'STOP' })).status).toBe(200);
    expect(await stage.isSuppressed(person)).toBe(true);
  });

  it('said twice is confirmed once', async () => {
    const person = await texted(stage.acme);
    await stage.text({ from: person.phone, body: 'STOP' });
    await stage.text({ from: person.phone, body: 'STOP NOW' });
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toHaveLength(1);
  });

  it('that the carrier has answered itself is obeyed, and not confirmed again', async () => {
    const person = await texted(stage.acme);
    await stage.text({ from: person.phone, body: 'arrêtez', fields: { OptOutType: 'STOP' } });
    expect(await stage.isSuppressed(person)).toBe(true);
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toEqual([]);
  });

  it('is obeyed although the phone is being revoked at that moment, or the first try fails', async () => {
    const person = await texted(stage.acme);
    const optOut = jest
      .spyOn(stage.app.get(OptOuts), 'optOut')
      .mockRejectedValueOnce(new Error('the database went away'));
    expect((await stage.text({ from: person.phone, body: 'STOP' })).status).toBe(200);
    await until(() => stage.isSuppressed(person));
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toHaveLength(1);
    optOut.mockRestore();
  });
});

describe('the one confirmation', () => {
  /** A stop whose fact nobody has delivered yet, as after a crash. */
  async function stoppedBeforeCrash(): Promise<{ person: Person; textId: string }> {
    const person = await texted(stage.acme);
    const obey = jest.spyOn(TextReplies.prototype, 'act').mockRejectedValue(new Error('killed'));
    await stage.text({ from: person.phone, body: 'STOP' });
    const [text] = await inboundOf(person);
    if (!text) throw new Error('nothing was stored');
    await until(async () => obey.mock.calls.length > 0);
    await stage.app.sql('delete from outbox');
    obey.mockRestore();
    return { person, textId: text.id };
  }

  const obey = (textId: string): Promise<void> =>
    stage.app.asTenant(stage.acme, () => stage.app.get(TextListener).obey({ textId }));

  it('is sent once however often it is asked for, also at once', async () => {
    const { textId } = await stoppedBeforeCrash();
    await Promise.all([obey(textId), obey(textId), obey(textId)]);
    await obey(textId);
    expect(stage.sender.sent.map(({ body }) => body)).toEqual([CONFIRMATION]);
  });

  it('comes within five minutes or not at all', async () => {
    const [intime, late] = [await stoppedBeforeCrash(), await stoppedBeforeCrash()];
    stage.app.clock.advance(295_000);
    await obey(intime.textId);
    expect(stage.sender.sent).toHaveLength(1);
    stage.app.clock.advance(10_000);
    await obey(late.textId);
    expect(stage.sender.sent).toHaveLength(1);
    const [check] = await stage.app.sql(
      'select reason from dial_checks where lead_id = $1 order by decided_at desc limit 1',
      [late.person.leadId],
    );
    expect(check).toEqual({ reason: 'OPT_OUT_CONFIRMATION_LATE' });
  });

  it('that provably never left is asked for again', async () => {
    const { textId } = await stoppedBeforeCrash();
    stage.sender.answers.push(() => ({ kind: 'REFUSED', cause: 'NOT_SENT', code: 'ECONNREFUSED' }));
    await expect(obey(textId)).rejects.toThrow('never left');
    await obey(textId);
    await obey(textId);
    expect(stage.sender.sent).toHaveLength(2);
    expect((await stage.texts(stage.acme)).filter(({ replyToId }) => replyToId === textId)).toMatchObject([
      { status: 'FAILED', notSent: true },
      { status: 'ACCEPTED', notSent: false },
    ]);
  });

  it('that may have left is not sent again', async () => {
    const { textId } = await stoppedBeforeCrash();
    stage.sender.answers.push(() => ({ kind: 'UNKNOWN', cause: 'TIMEOUT' }));
    await obey(textId);
    await obey(textId);
    expect(stage.sender.sent).toHaveLength(1);
  });

  it('of a process that died before the carrier was asked is sent after all, once the list has shown that', async () => {
    const { textId } = await stoppedBeforeCrash();
    stage.sender.answers.push(() => new Promise(() => undefined));
    void obey(textId);
    await until(() => stage.sender.sent.length === 1);
    for (let look = 0; look < 3; look += 1) {
      stage.app.clock.advance(50_000);
      await stage.app.get(TextSweep).sweep();
    }
    await until(() => stage.sender.sent.length === 2);
    await until(outboxIsEmpty);
    expect((await stage.texts(stage.acme)).filter(({ replyToId }) => replyToId === textId)).toMatchObject([
      { notSent: true },
      { status: 'ACCEPTED' },
    ]);
  });

  it('is what the carrier refuses when it has stopped the person itself', async () => {
    const { textId, person } = await stoppedBeforeCrash();
    stage.sender.answers.push(() => ({ kind: 'REFUSED', cause: 'OPTED_OUT', code: '21610' }));
    await obey(textId);
    await obey(textId);
    expect(stage.sender.sent).toHaveLength(1);
    expect(await stage.isSuppressed(person)).toBe(true);
  });

  it('goes to nobody for a text of another company, or one that does not exist', async () => {
    const { textId } = await stoppedBeforeCrash();
    await stage.app.asTenant(stage.other, () => stage.app.get(TextListener).obey({ textId }));
    await obey(randomUUID());
    expect(stage.sender.sent).toEqual([]);
  });
});

describe('a call for help', () => {
  it('is answered once, by one line', async () => {
    const person = await texted(stage.acme);
    const posted = { from: person.phone, body: 'HELP', sid: aTextSid() };
    await Promise.all([stage.text(posted), stage.text(posted)]);
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toMatchObject([
      {
        to: person.phone,
        body: 'Acme Homes: we text people who asked to hear from us. Msg & data rates may apply. Reply STOP to opt out.',
      },
    ]);
  });

  it('is answered with the number of the company, in the person’s language, at night', async () => {
    const tenantId = await stage.app.newTenant({ name: 'Bright Homes' });
    await stage.app.sql(
      `insert into calling_policies (tenant_id, legal_name, disclosure, updated_at)
       values ($1, 'Bright Homes LLC', '{"callbackNumber": "+18005550199"}', now())`,
      [tenantId],
    );
    const person = await stage.aPerson(tenantId, undefined, false);
    await aCallTo(person);
    stage.app.clock.set('2026-07-08T03:00:00Z');
    await stage.text({ from: person.phone, body: 'Ayuda' });
    await until(outboxIsEmpty);
    expect(stage.sender.sent[0]?.body).toMatch(/^Bright Homes LLC: .*Ayuda: \+18005550199\..*STOP/);
  });

  it('of somebody who has opted out is not answered', async () => {
    const person = await texted(stage.acme);
    await stage.text({ from: person.phone, body: 'STOP' });
    await until(outboxIsEmpty);
    stage.sender.forget();
    await stage.text({ from: person.phone, body: 'HELP' });
    await until(outboxIsEmpty);
    expect(stage.sender.sent).toEqual([]);
  });
});

/** The company has called the person from the shared number. */
async function aCallTo({ tenantId, leadId, phone }: Person): Promise<void> {
  const agentId = randomUUID();
  await stage.app.sql(
    `insert into agents (tenant_id, id, name, greeting, prompt, created_at, updated_at) values ($1, $2, 'Ava', 'Hello', 'Sell', now(), now())`,
    [tenantId, agentId],
  );
  await stage.app.sql(
    `insert into agent_versions (tenant_id, agent_id, version, voice, language, greeting, prompt, created_at)
     values ($1, $2, 1, 'v', 'en-US', 'Hello', 'Sell', now())`,
    [tenantId, agentId],
  );
  const callId = randomUUID();
  await stage.app.sql(
    `insert into calls (tenant_id, id, lead_id, agent_id, agent_version, origin, phone, from_number, zone_key, ring_timeout_seconds,
       max_call_seconds, queued_at, created_at, updated_at)
     select $1, $2, $3, $4, 1, 'MANUAL', $5, $6, zone_key, 25, 600, now(), now(), now() from leads where tenant_id = $1 and id = $3`,
    [tenantId, callId, leadId, agentId, phone, SMS_NUMBER],
  );
  await stage.app.sql(
    "update calls set dial_started_at = $3, status = 'FAILED', outcome = 'FAILED', ended_at = $3 where tenant_id = $1 and id = $2",
    [tenantId, callId, stage.app.clock.now()],
  );
}
