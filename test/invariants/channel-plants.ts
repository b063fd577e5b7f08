import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

/** Ways what is written to a company can be lost, and a person be interrupted. */
export const CHANNEL_PLANTS: readonly Plant[] = [
  plant('heard-texts-are-turns', 'a text whose turn is gone', ({ tenant }) => [
    `delete from turns where tenant_id = '${tenant}' and message_key like 'SM%'`,
  ]),
  plant('heard-texts-are-turns', 'somebody else’s thread', ({ cases }) => [
    `update conversations set lead_id = '${cases.dialing.lead}' where lead_id = '${cases.retry.lead}' and channel = 'SMS'`,
  ]),
  plant('heard-texts-are-turns', 'another channel', ({ cases }) => [
    `update conversations set channel = 'WHATSAPP' where lead_id = '${cases.retry.lead}' and channel = 'SMS'`,
  ]),
  plant('heard-texts-are-turns', 'a command', ({ cases }) => [
    `update text_messages set command = 'HELP' where lead_id = '${cases.retry.lead}' and conversation_id is not null`,
  ]),
  plant('no-dial-in-conversation', 'a minute after a message', (own) => [
    ...writing(own),
    `update turns t set spoken_at = c.dial_started_at - interval '1 minute' from conversations v, calls c
     where v.id = t.conversation_id and v.lead_id = '${own.cases.dialing.lead}' and t.message_key is not null and c.id = '${own.cases.dialing.call}'`,
  ]),
  plant('no-dial-in-conversation', 'while somebody of the company talks', (own) => [
    ...writing(own),
    `update conversations v set status = 'ESCALATED', escalated_at = c.dial_started_at - interval '1 minute' from calls c
     where v.lead_id = '${own.cases.dialing.lead}' and v.channel = 'SMS' and c.id = '${own.cases.dialing.call}'`,
  ]),
];

/** The thread is that of somebody who was called without having asked for it. */
function writing({ tenant, cases }: HealthyTenant): string[] {
  return [
    `update tenants set updated_at = '2026-07-01Z' where id = '${tenant}'`,
    `update conversations set lead_id = '${cases.dialing.lead}' where lead_id = '${cases.retry.lead}' and channel = 'SMS'`,
  ];
}

function plant(
  invariant: string,
  what: string,
  statements: (own: HealthyTenant, other: HealthyTenant) => readonly string[],
): Plant {
  return { invariant, what, statements };
}
