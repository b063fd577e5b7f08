import { randomBytes } from 'node:crypto';
import twilio from 'twilio';
import { v7 as uuidv7 } from 'uuid';
import { RuleBook } from '../../../src/compliance/rules/rule-book.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import type { TextMessage } from '../../../src/conversations/texts/text-message.entity';
import { type NewText, type SentText, TextSendingService } from '../../../src/conversations/texts/text-sending.service';
import { TextStore } from '../../../src/conversations/texts/text-store.service';
import { TextsModule } from '../../../src/conversations/texts/texts.module';
import { TextSender } from '../../../src/voice/text.port';
import { aConsent } from '../../support/builders/a-consent';
import { ScriptedTextSender, SMS_NUMBER } from '../../support/doubles/scripted-text-sender';
import { startTestApp, type TestApp } from '../../support/test-app';
import { TEST_TWILIO } from '../../support/test-config';

export interface Person {
  readonly tenantId: string;
  readonly leadId: string;
  readonly phone: string;
}

/** What the carrier posts when a person texts us. */
export interface Posted {
  readonly from: string;
  readonly body: string;
  readonly to?: string;
  readonly channel?: 'sms' | 'whatsapp';
  readonly sid?: string;
  readonly fields?: Record<string, string>;
  readonly forged?: boolean;
}

/** Texts of two companies that share a number, on a real database, with a scripted carrier. */
export interface TextsStage {
  readonly app: TestApp;
  readonly sender: ScriptedTextSender;
  /** Acme Homes. */
  readonly acme: string;
  /** Other Co. */
  readonly other: string;
  /** A lead in New York who has signed that they may be texted, unless told otherwise. */
  aPerson(tenantId: string, phone?: string, consents?: boolean): Promise<Person>;
  send(person: Person, wanted?: Partial<NewText>): Promise<SentText>;
  texts(tenantId: string): Promise<TextMessage[]>;
  isSuppressed(person: Person): Promise<boolean>;
  /** A person's text, as Twilio posts it; answers the status. */
  text(posted: Posted): Promise<Response>;
  news(text: { tenantId: string; id: string }, fields: Record<string, string>): Promise<number>;
}

let numbers = 0;

export async function startTextsStage(env: Record<string, string> = {}): Promise<TextsStage> {
  const sender = new ScriptedTextSender();
  const app = await startTestApp({
    imports: [TextsModule],
    overrides: [{ token: TextSender, value: sender }],
    env: { ...TEST_TWILIO, ...env },
    listen: true,
  });
  const [acme, other] = [await app.newTenant({ name: 'Acme Homes' }), await app.newTenant({ name: 'Other Co' })];
  const nameOf = async (tenantId: string): Promise<string> => {
    const [tenant] = await app.sql<{ name: string }>('select name from tenants where id = $1', [tenantId]);
    return tenant?.name ?? '';
  };
  return {
    app,
    sender,
    acme,
    other,
    aPerson: async (tenantId, phone = `+1212555${String(2_000 + (numbers += 1))}`, consents = true) => {
      const leadId = await aLead(app, tenantId, phone);
      if (consents) await aConsent(app, tenantId, phone, { seller: await nameOf(tenantId) });
      return { tenantId, leadId, phone };
    },
    send: ({ tenantId, leadId }, wanted = {}) =>
      app.asTenant(tenantId, () =>
        app
          .get(TextSendingService)
          .send({ leadId, channel: 'SMS', body: 'The flat is still free.', purpose: 'MARKETING', ...wanted }),
      ),
    texts: (tenantId) =>
      app.sql<TextMessage>(
        `select id, lead_id as "leadId", phone, channel, direction, purpose, subject, body, command, reply_to_id as "replyToId",
           provider_id as "providerId", status, error_code as "errorCode", not_sent as "notSent"
         from text_messages where tenant_id = $1 order by created_at, id`,
        [tenantId],
      ),
    isSuppressed: ({ tenantId, phone }) =>
      app.asTenant(tenantId, () => app.get(SuppressionsService).isSuppressed(phone)),
    text: (posted) => post(app, pathOf(posted), formOf(posted), posted.forged),
    news: async (text, fields) => {
      const form = { AccountSid: TEST_TWILIO.TWILIO_ACCOUNT_SID, ...fields };
      return (await post(app, `/webhooks/twilio/text/${text.tenantId}/${text.id}`, form)).status;
    },
  };
}

/** The text that was sent. */
export function textOf(sent: SentText): TextMessage {
  if (sent.kind !== 'SENT') throw new Error(JSON.stringify(sent));
  return sent.text;
}

/** Every text of a company's store, newest first. */
export function storeOf(stage: TextsStage): TextStore {
  return stage.app.get(TextStore);
}

async function aLead(app: TestApp, tenantId: string, phone: string): Promise<string> {
  const nowhere = { addressState: null, addressCountry: null, timeZone: null, timeZoneStatedByPerson: false };
  const { key, jurisdictions, timeZones } = app.get(RuleBook).zoneOf({ phone, ...nowhere });
  await app.sql(
    'insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, $2, $3, $4) on conflict do nothing',
    [tenantId, key, jurisdictions, timeZones],
  );
  const leadId = uuidv7();
  await app.sql(
    `insert into leads (tenant_id, id, phone, name, zone_key, source, created_at, updated_at)
     values ($1, $2, $3, 'Anna Schmidt', $4, 'TEST', now(), now())`,
    [tenantId, leadId, phone, key],
  );
  return leadId;
}

function pathOf({ channel = 'sms' }: Posted): string {
  return `/webhooks/${channel}/inbound`;
}

function formOf({ from, body, to = SMS_NUMBER, channel = 'sms', sid, fields = {} }: Posted): Record<string, string> {
  const wired = (number: string): string => (channel === 'whatsapp' ? `whatsapp:${number}` : number);
  return {
    AccountSid: TEST_TWILIO.TWILIO_ACCOUNT_SID,
    MessageSid: sid ?? aTextSid(),
    From: wired(from),
    To: wired(to),
    Body: body,
    NumMedia: '0',
    ...fields,
  };
}

export function aTextSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

function post(app: TestApp, path: string, form: Record<string, string>, forged = false): Promise<Response> {
  const token = forged ? 'not-the-token' : TEST_TWILIO.TWILIO_AUTH_TOKEN;
  const signature = twilio.getExpectedTwilioSignature(token, `${app.config.publicUrl}${path}`, form);
  return fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: new URLSearchParams(form).toString(),
  });
}
