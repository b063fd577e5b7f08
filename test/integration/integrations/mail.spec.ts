import { v7 as uuidv7 } from 'uuid';
import { CallbackPromises } from '../../../src/escalation/transfers/callback-promises.service';
import { EscalationDesk } from '../../../src/escalation/escalation-desk.service';
import { EscalationSettingsService } from '../../../src/escalation/settings/escalation-settings.service';
import { MailListener } from '../../../src/integrations/notifications/mail/mail.listener';
import { MAIL_MOVES } from '../../../src/integrations/notifications/mail/mail-message.entity';
import { RETRIES_MS } from '../../../src/integrations/notifications/mail/mail-store.service';
import { MailSweep } from '../../../src/integrations/notifications/mail/mail-sweep';
import { NotificationsModule } from '../../../src/integrations/notifications/notifications.module';
import type { TestApp } from '../../support/test-app';
import { ask } from '../../support/token-is-tenant';
import { aMember, aTalk, raise, startEscalationApp } from '../escalation/escalation-stage';
import { aMailServer, headerOf, type MailServer, wordsOf } from './a-mail-server';

interface MailRow {
  readonly recipient: string;
  readonly status: string;
  readonly attempts: number;
  readonly error: string | null;
}

describe('mail', () => {
  let app: TestApp;
  let server: MailServer;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    server = await aMailServer();
    app = await startEscalationApp({
      imports: [NotificationsModule],
      listen: true,
      env: { SMTP_URL: server.url, MAIL_FROM: 'agent@callwright.example', PUBLIC_URL: 'https://calls.acme.example' },
    });
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });
  beforeEach(async () => {
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    server.taken.splice(0);
    Object.assign(server, { refuse: () => undefined, drops: 0 });
  });

  const send = (): Promise<void> => app.get(MailSweep).sendDue();
  const rows = (tenant = tenantId): Promise<MailRow[]> =>
    app.sql<MailRow>(
      'select recipient, status, attempts, last_error as error from mail_messages where tenant_id = $1 order by created_at, recipient',
      [tenant],
    );

  /** An escalation, and the news of it delivered; a delivery may come twice. */
  async function escalated(
    eventId = uuidv7(),
    words = ['Is parking included?'],
  ): Promise<{ id: string; tell: () => Promise<void> }> {
    const talk = await aTalk(app, tenantId, words);
    const { escalationId: id } = await raise(app, tenantId, { ...talk, trigger: 'HUMAN_REQUESTED' });
    const fact = {
      escalationId: id,
      leadId: talk.leadId,
      conversationId: null,
      callId: null,
      trigger: 'ANGER',
    } as const;
    const delivery = { eventId, occurredAt: app.clock.now(), attempt: 1 };
    const tell = () => app.asTenant(tenantId, () => app.get(MailListener).tellOfRaised(fact, delivery));
    await tell();
    return { id, tell };
  }

  it('tells who may take it and the addresses of the company, once, and nobody of another', async () => {
    await aMember(app, tenantId, { email: 'mina@acme.example' });
    await aMember(app, tenantId, { email: 'reader@acme.example', role: 'VIEWER' });
    await aMember(app, other, { email: 'stranger@other.example' });
    await app.asTenant(tenantId, () =>
      app.get(EscalationSettingsService).change({
        emails: ['sales@acme.example', 'mina@acme.example'],
        transcriptPage: 'https://crm.acme.example/talks/{conversationId}',
      }),
    );
    const { tell } = await escalated();
    await Promise.all([tell(), tell()]);
    await Promise.all([send(), send()]);
    expect(
      server.taken
        .map(({ to }) => to)
        .flat()
        .sort(),
    ).toEqual(['mina@acme.example', 'sales@acme.example']);
    expect((await rows()).map(({ status }) => status)).toEqual(['SENT', 'SENT']);
    expect(await rows(other)).toEqual([]);
    const [mail] = server.taken;
    if (!mail) throw new Error('nothing was taken');
    expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(mail, 'Message-ID')).toMatch(/^<[0-9a-f-]{36}@callwright\.example>$/);
    expect(headerOf(mail, 'Subject')).toBe('Waiting for a human: Anna Schmidt');
    expect(wordsOf(mail)).toContain('Open question: Is parking included?');
    expect(wordsOf(mail)).toContain('Transcript: https://crm.acme.example/talks/0');
  });

  it('tells only whom it is assigned to, and nobody any more once it is taken', async () => {
    const [mina, omar] = [await aMember(app, tenantId, { email: 'mina@acme.example' }), await aMember(app, tenantId)];
    const { id } = await escalated();
    await app.asTenant(tenantId, () => app.get(EscalationDesk).assign(id, mina.userId), omar);
    const delivery = { eventId: uuidv7(), occurredAt: app.clock.now(), attempt: 1 };
    await app.asTenant(tenantId, () => app.get(MailListener).tellWhoShould({ escalationId: id }, delivery));
    await app.asTenant(tenantId, () => app.get(EscalationDesk).claim(id), mina);
    await send();
    expect(server.taken).toEqual([]);
    expect((await rows()).map(({ recipient, status, error }) => [recipient, status, error])).toContainEqual([
      'mina@acme.example',
      'GIVEN_UP',
      'NOT_NEEDED',
    ]);
    expect(await rows()).toHaveLength(3);
  });

  it.each([
    ['has left', 'delete from members where tenant_id = $1 and user_id = $2'],
    ['may only read since', `update members set role = 'VIEWER' where tenant_id = $1 and user_id = $2`],
  ])('tells the others when whom it is assigned to %s', async (_, change) => {
    const mina = await aMember(app, tenantId, { email: 'mina@acme.example' });
    const omar = await aMember(app, tenantId, { email: 'omar@acme.example' });
    await aMember(app, other, { email: 'stranger@other.example' });
    const { escalationId } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
    await app.asTenant(tenantId, () => app.get(EscalationDesk).assign(escalationId, mina.userId), omar);
    await app.sql(change, [tenantId, mina.userId]);
    const delivery = { eventId: uuidv7(), occurredAt: app.clock.now(), attempt: 1 };
    await app.asTenant(tenantId, () => app.get(MailListener).tellOfWaiting({ escalationId }, delivery));
    await send();
    expect(await rows()).toMatchObject([{ recipient: 'omar@acme.example', status: 'SENT' }]);
    expect(await rows(other)).toEqual([]);
  });

  it('tells of a promised callback whoever has it in hand, and nobody else', async () => {
    const mina = await aMember(app, tenantId, { email: 'mina@acme.example' });
    await aMember(app, tenantId, { email: 'omar@acme.example' });
    const { id } = await escalated();
    await app.asTenant(tenantId, () => app.get(EscalationDesk).claim(id), mina);
    app.clock.advance(1_000);
    const now = app.clock.now();
    const promise = { isNews: true };
    await app.asTenant(tenantId, () => app.get(CallbackPromises).make(id, now, promise));
    const delivery = { eventId: uuidv7(), occurredAt: now, attempt: 1 };
    const tell = () =>
      app.asTenant(tenantId, () => app.get(MailListener).tellOfPromise({ escalationId: id }, delivery));
    await Promise.all([tell(), tell()]);
    await send();
    expect(server.taken.map(({ to }) => to)).toEqual([['mina@acme.example']]);
    const [mail] = server.taken;
    if (!mail) throw new Error('nothing was taken');
    expect(headerOf(mail, 'Subject')).toBe('A callback was promised: Anna Schmidt');
    expect(wordsOf(mail)).toContain('Call back by: ');
    const QUERY = 'query ($id: ID!) { escalation(id: $id) { callbackPromisedAt callbackDueAt } }';
    const due = new Date(now.getTime() + 60 * 60_000).toISOString();
    expect((await ask<{ escalation: object }>(app.url, tenantId, QUERY, { id })).data.escalation).toEqual({
      callbackPromisedAt: now.toISOString(),
      callbackDueAt: due,
    });
  });

  it('tells those who can mend it of an endpoint that was switched off, unless it is on again', async () => {
    await aMember(app, tenantId, { email: 'owner@acme.example', role: 'OWNER' });
    await aMember(app, tenantId, { email: 'mina@acme.example' });
    await aMember(app, other, { email: 'stranger@other.example', role: 'OWNER' });
    await app.asTenant(tenantId, () => app.get(EscalationSettingsService).change({ emails: ['ops@acme.example'] }));
    const [off, on] = [uuidv7(), uuidv7()];
    for (const id of [off, on])
      await app.sql(
        `insert into webhook_endpoints (tenant_id, id, url, events, secret, created_at, updated_at)
         values ($1, $2, 'https://hooks.acme.example/S3CRET', '{ticket.moved}', 'sealed', now(), now())`,
        [tenantId, id],
      );
    await app.sql(`update webhook_endpoints set status = 'DISABLED', disabled_because = 'GONE' where id = $1`, [off]);
    const delivery = { eventId: uuidv7(), occurredAt: app.clock.now(), attempt: 1 };
    for (const [endpointId, eventId] of [
      [off, delivery.eventId] as const,
      [off, delivery.eventId] as const,
      [on, uuidv7()] as const,
    ])
      await app.asTenant(tenantId, () =>
        app.get(MailListener).tellOfDeafEndpoint({ endpointId }, { ...delivery, eventId }),
      );
    await send();
    expect(server.taken.flatMap(({ to }) => to).sort()).toEqual(['ops@acme.example', 'owner@acme.example']);
    expect((await rows()).map(({ status }) => status).sort()).toEqual(['GIVEN_UP', 'GIVEN_UP', 'SENT', 'SENT']);
    expect(server.taken.map((mail) => headerOf(mail, 'Subject'))).toContain(
      'Webhooks switched off: hooks.acme.example',
    );
    expect(server.taken.map(wordsOf).join()).not.toContain('S3CRET');
    expect(await rows(other)).toEqual([]);
  });

  it('is no way to reach others by the name of a lead', async () => {
    await aMember(app, tenantId, { email: 'mina@acme.example' });
    const { id } = await escalated();
    await app.sql(`update leads set name = $2 where id = (select lead_id from escalations where id = $1)`, [
      id,
      'A" <evil@x.example>\r\nBcc: evil@x.example\r\n\r\n<img src=x onerror=alert(1)>',
    ]);
    await send();
    expect(server.taken.map(({ to }) => to)).toEqual([['mina@acme.example']]);
    const [mail] = server.taken;
    if (!mail) throw new Error('nothing was taken');
    expect(headerOf(mail, 'Bcc')).toBeUndefined();
    expect(headerOf(mail, 'To')).toBe('mina@acme.example');
    const words = wordsOf(mail);
    expect(words.slice(words.indexOf('<!doctype'))).not.toContain('<img');
  });

  it('refuses addresses that are several, whoever stored them', async () => {
    await aMember(app, tenantId, { email: 'a@x.example,evil@x.example' });
    await escalated();
    expect(await rows()).toEqual([]);
  });

  it('tries again what is refused for now, and gives up at last', async () => {
    await aMember(app, tenantId, { email: 'grey@acme.example' });
    server.refuse = () => 451;
    await escalated();
    await send();
    expect(await rows()).toMatchObject([{ status: 'WAITING', attempts: 1, error: 'EENVELOPE 451' }]);
    await send();
    expect(await rows()).toMatchObject([{ attempts: 1 }]);
    for (const wait of RETRIES_MS) {
      app.clock.advance(wait);
      await send();
    }
    expect(await rows()).toMatchObject([{ status: 'GIVEN_UP', attempts: RETRIES_MS.length + 1 }]);
  });

  it('does not try again what is refused for good, and the others have theirs', async () => {
    await aMember(app, tenantId, { email: 'bad@acme.example' });
    await aMember(app, tenantId, { email: 'good@acme.example' });
    server.refuse = (address) => (address.startsWith('bad') ? 550 : undefined);
    await escalated();
    await send();
    expect(await rows()).toMatchObject([
      { recipient: 'bad@acme.example', status: 'REFUSED', error: 'EENVELOPE 550' },
      { recipient: 'good@acme.example', status: 'SENT' },
    ]);
  });

  it('a copy after a lost answer, or a death before it was noted, has the same id', async () => {
    await aMember(app, tenantId, { email: 'mina@acme.example' });
    server.drops = 1;
    await escalated();
    await send();
    expect(await rows()).toMatchObject([{ status: 'WAITING' }]);
    app.clock.advance(60_000);
    await app.sql(
      `create function forget() returns trigger language plpgsql as $$ begin raise exception 'dead'; end $$`,
    );
    await app.sql(
      `create trigger forget before update on mail_messages for each row when (new.status = 'SENT') execute function forget()`,
    );
    await send();
    await app.sql('drop trigger forget on mail_messages');
    expect(await rows()).toMatchObject([{ status: 'WAITING', attempts: 2 }]);
    app.clock.advance(60_000);
    await send();
    expect(await rows()).toMatchObject([{ status: 'SENT', attempts: 3 }]);
    expect(server.taken).toHaveLength(3);
    expect(new Set(server.taken.map((mail) => headerOf(mail, 'Message-ID'))).size).toBe(1);
  });

  it('shows on the escalation who was told, to the company alone', async () => {
    await aMember(app, tenantId, { email: 'mina@acme.example' });
    const { id } = await escalated();
    await send();
    const QUERY = 'query ($id: ID!) { escalation(id: $id) { mailMessages { recipient status attempts lastError } } }';
    expect((await ask<{ escalation: object }>(app.url, tenantId, QUERY, { id })).data.escalation).toEqual({
      mailMessages: [{ recipient: 'mina@acme.example', status: 'SENT', attempts: 1, lastError: null }],
    });
    expect((await ask(app.url, other, QUERY, { id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('has a life cycle that the database keeps', async () => {
    const moves = await app.sql<{ move: string }>(
      `select from_state || ' > ' || to_state as move from legal_moves where machine = 'mail_message'`,
    );
    const declared = Object.entries(MAIL_MOVES).flatMap(([from, all]) => all.map((to) => `${from} > ${to}`));
    expect(moves.map(({ move }) => move).sort()).toEqual(declared.sort());
  });
});

describe('without a mail server', () => {
  it('every message says that it was not sent', async () => {
    const app = await startEscalationApp({ imports: [NotificationsModule] });
    try {
      const tenantId = await app.newTenant();
      await aMember(app, tenantId, { email: 'mina@acme.example' });
      const { escalationId } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' });
      const delivery = { eventId: uuidv7(), occurredAt: app.clock.now(), attempt: 1 };
      await app.asTenant(tenantId, () => app.get(MailListener).tellOfWaiting({ escalationId }, delivery));
      expect(await app.sql('select status, kind from mail_messages')).toEqual([
        { status: 'NOT_CONFIGURED', kind: 'ESCALATION_REMINDER' },
      ]);
    } finally {
      await app.close();
    }
  });
});
