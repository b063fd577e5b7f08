import { v7 as uuidv7 } from 'uuid';
import { EscalationDesk } from '../../../src/escalation/escalation-desk.service';
import { EscalationSettingsService } from '../../../src/escalation/settings/escalation-settings.service';
import { MailListener } from '../../../src/integrations/notifications/mail/mail.listener';
import { MailSweep } from '../../../src/integrations/notifications/mail/mail-sweep';
import { NotificationsModule } from '../../../src/integrations/notifications/notifications.module';
import type { FactDelivery } from '../../../src/platform/events/fact';
import type { TestApp } from '../../support/test-app';
import { aMember, aTalk, raise, startEscalationApp } from '../escalation/escalation-stage';
import { aMailServer, type MailServer } from './a-mail-server';

describe('a mail that waits for its next attempt', () => {
  let app: TestApp;
  let server: MailServer;
  let tenantId: string;
  let other: string;
  let escalationId: string;

  beforeAll(async () => {
    server = await aMailServer();
    app = await startEscalationApp({
      imports: [NotificationsModule],
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
  });

  const rows = () =>
    app.sql('select recipient, status, attempts, last_error as error from mail_messages where tenant_id = $1', [
      tenantId,
    ]);
  const news = (): FactDelivery => ({ eventId: uuidv7(), occurredAt: app.clock.now(), attempt: 1 });
  const listens = (tell: (listener: MailListener) => Promise<void>) =>
    app.asTenant(tenantId, () => tell(app.get(MailListener)));
  const mailTo = (emails: string[]) =>
    app.asTenant(tenantId, () => app.get(EscalationSettingsService).change({ emails }));

  /** The server takes nothing at the first attempt; by the second something has changed. */
  async function sentTwice(between: () => Promise<unknown>): Promise<void> {
    server.refuse = () => 451;
    await app.get(MailSweep).sendDue();
    expect((await rows()).every(({ status }) => status === 'WAITING')).toBe(true);
    await between();
    server.refuse = () => undefined;
    app.clock.advance(2 * 60_000);
    await app.get(MailSweep).sendDue();
  }

  const COLLEAGUE = [
    ['has left the company', () => app.sql(`delete from members where tenant_id = $1 and name = 'Mina'`, [tenantId])],
    [
      'may only read since',
      () => app.sql(`update members set role = 'VIEWER' where tenant_id = $1 and name = 'Mina'`, [tenantId]),
    ],
    [
      'is not whom it is assigned to',
      async () => {
        const omar = await aMember(app, tenantId, { email: 'omar@acme.example' });
        await app.asTenant(tenantId, () => app.get(EscalationDesk).assign(escalationId, omar.userId));
      },
    ],
  ] as const;

  it.each(COLLEAGUE)('is not sent to a colleague who %s', async (_, change) => {
    await aMember(app, tenantId, { email: 'Mina@acme.example' });
    await aMember(app, other, { email: 'mina@acme.example' });
    await mailTo(['sales@acme.example']);
    ({ escalationId } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' }));
    await listens((listener) => listener.tellOfWaiting({ escalationId }, news()));
    await sentTwice(change);
    const settled = await rows();
    expect(settled).toHaveLength(2);
    expect(settled).toContainEqual({
      recipient: 'mina@acme.example',
      status: 'GIVEN_UP',
      attempts: 2,
      error: 'NOT_NEEDED',
    });
    expect(server.taken.map(({ to }) => to)).toEqual([['sales@acme.example']]);
  });

  it('is not sent to an address that was taken off, and is to who stays', async () => {
    await aMember(app, tenantId, { email: 'Mina@acme.example' });
    await app.asTenant(other, () => app.get(EscalationSettingsService).change({ emails: ['sales@acme.example'] }));
    await mailTo(['sales@acme.example']);
    ({ escalationId } = await raise(app, tenantId, { ...(await aTalk(app, tenantId)), trigger: 'ANGER' }));
    await listens((listener) => listener.tellOfWaiting({ escalationId }, news()));
    await sentTwice(() => mailTo([]));
    expect(await rows()).toContainEqual(
      expect.objectContaining({ recipient: 'sales@acme.example', status: 'GIVEN_UP', error: 'NOT_NEEDED' }),
    );
    expect(server.taken.map(({ to }) => to)).toEqual([['mina@acme.example']]);
  });

  it('about an endpoint is not sent to who may not mend it any more', async () => {
    await aMember(app, tenantId, { email: 'mina@acme.example', role: 'ADMIN' });
    await aMember(app, other, { email: 'mina@acme.example', role: 'ADMIN' });
    const endpointId = uuidv7();
    await app.sql(
      `insert into webhook_endpoints (tenant_id, id, url, events, secret, created_at, updated_at)
       values ($1, $2, 'https://hooks.acme.example', '{ticket.moved}', 'sealed', now(), now())`,
      [tenantId, endpointId],
    );
    await app.sql(`update webhook_endpoints set status = 'DISABLED', disabled_because = 'GONE' where id = $1`, [
      endpointId,
    ]);
    await listens((listener) => listener.tellOfDeafEndpoint({ endpointId }, news()));
    await sentTwice(() => app.sql(`update members set role = 'OPERATOR' where tenant_id = $1`, [tenantId]));
    expect(await rows()).toMatchObject([{ status: 'GIVEN_UP', attempts: 2, error: 'NOT_NEEDED' }]);
    expect(server.taken).toEqual([]);
  });
});
