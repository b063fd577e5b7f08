import type { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

/** In plants the thread that people have is known by its channel. */
const THREAD = `(select id from conversations where channel = 'LIVE_CHAT' and tenant_id =`;

/** A lead who waits for a human in a chat, reminded of once, and one who was called back; each has a meeting. */
export async function insertHealthyEscalations(client: Client, { tenant, cases }: HealthyTenant): Promise<void> {
  const run = (text: string, parameters: readonly unknown[]) => client.query(text, [tenant, ...parameters]);
  const { fresh, qualified } = cases;
  const thread = uuidv7();
  await run(
    `insert into conversations (tenant_id, id, lead_id, channel, status, started_at, updated_at)
     values ($1, $2, $3, 'LIVE_CHAT', 'ACTIVE', '2026-07-07T17:50:00Z', '2026-07-07T17:55:00Z')`,
    [thread, fresh.lead],
  );
  await run(
    `update conversations set status = 'ESCALATED', escalated_at = '2026-07-07T17:55:00Z' where tenant_id = $1 and id = $2`,
    [thread],
  );
  await run(`update leads set stage = 'HANDED_OFF' where tenant_id = $1 and id = any($2)`, [
    [fresh.lead, qualified.lead],
  ]);
  await run(
    `insert into escalations (tenant_id, id, lead_id, conversation_id, trigger, raised_by, raised_at, waiting_since, reminders_sent, remind_at,
       updated_at)
     values ($1, $2, $3, $4, 'KEYWORD', 'test', '2026-07-07T17:55:00Z', '2026-07-07T17:55:00Z', 1, '2026-07-07T18:10:00Z', '2026-07-07T18:00:00Z')`,
    [uuidv7(), fresh.lead, thread],
  );
  const done = uuidv7();
  await run(
    `insert into escalations (tenant_id, id, lead_id, conversation_id, call_id, trigger, raised_by, raised_at, waiting_since, updated_at)
     values ($1, $2, $3, $4, $5, 'HIGH_VALUE', 'test', '2026-07-07T18:02:00Z', '2026-07-07T18:02:00Z', '2026-07-07T18:02:00Z')`,
    [done, qualified.lead, qualified.conversation, qualified.call],
  );
  await run(
    `update escalations set status = 'RESOLVED', resolved_at = '2026-07-07T18:03:00Z', resolved_by = 'test', handed_back_at = '2026-07-07T18:03:00Z'
     where tenant_id = $1 and id = $2`,
    [done],
  );
  for (const [lead, starts] of [
    [fresh.lead, '2026-07-08T14:00:00Z'],
    [fresh.lead, '2026-07-08T14:30:00Z'],
  ])
    await run(
      `insert into appointments (tenant_id, id, lead_id, starts_at, ends_at, time_zone, calendar, created_at, updated_at)
       values ($1, $2, $3, $4::timestamptz, $4::timestamptz + interval '30 minutes', 'America/New_York', 'INTERNAL', '2026-07-07T18:00:00Z',
         '2026-07-07T18:00:00Z')`,
      [uuidv7(), lead, starts],
    );
}

/** Ways in which people who need somebody can be lost. */
export const ESCALATION_PLANTS: readonly Plant[] = [
  plant('escalated-conversations-have-people', 'silent, and nobody asked for', ({ tenant }) => [
    `delete from escalations where conversation_id = ${THREAD} '${tenant}')`,
  ]),
  plant('escalated-conversations-have-people', 'silent, though handed back', ({ tenant }) => [
    `update escalations set status = 'RESOLVED', resolved_at = raised_at, resolved_by = 'test', handed_back_at = raised_at, remind_at = null
     where conversation_id = ${THREAD} '${tenant}')`,
  ]),
  plant('escalated-conversations-have-people', 'an agent that speaks beside people', ({ tenant }) => [
    `update conversations set status = 'ACTIVE', escalated_at = null where tenant_id = '${tenant}' and channel = 'LIVE_CHAT'`,
  ]),
  plant('escalated-conversations-have-people', 'an agent that speaks though nobody handed back', ({ tenant }) => [
    `update conversations set status = 'ACTIVE', escalated_at = null where tenant_id = '${tenant}' and channel = 'LIVE_CHAT'`,
    `update escalations set status = 'RESOLVED', resolved_at = raised_at, resolved_by = 'test', remind_at = null
     where conversation_id = ${THREAD} '${tenant}')`,
  ]),
  plant('one-open-escalation', 'two in one conversation', ({ tenant }) => [
    'drop index escalations_open_conversation',
    copy(tenant, `'id', gen_random_uuid()`),
  ]),
  plant('one-open-escalation', 'two of one lead', ({ tenant }) => [
    'drop index escalations_open_lead',
    ...[1, 2].map(() => copy(tenant, `'id', gen_random_uuid(), 'conversation_id', null`)),
  ]),
  plant('no-reminder-is-forgotten', 'one that is due', ({ tenant }) => [
    `update escalations set remind_at = '2026-07-07T18:01:59Z' where tenant_id = '${tenant}' and remind_at is not null`,
  ]),
  plant('no-reminder-is-forgotten', 'claimed by nobody', ({ tenant }) => [
    `update escalations set status = 'CLAIMED', assignee_id = gen_random_uuid(), claimed_at = '2026-07-07T18:00:00Z',
       first_claimed_at = '2026-07-07T18:00:00Z', remind_at = null where tenant_id = '${tenant}' and status = 'RAISED'`,
  ]),
  plant('no-reminder-is-forgotten', 'for nobody to take', ({ tenant }) => [
    `update escalations set assignee_id = gen_random_uuid() where tenant_id = '${tenant}' and status = 'RAISED'`,
  ]),
  plant('no-reminder-is-forgotten', 'for somebody to take who may only read', ({ tenant }) => [
    `insert into users (id, email, name, password_hash) values ('00000000-0000-4000-8000-00000000e5ca', 'r@acme.example', 'R', 'x')`,
    `insert into members (tenant_id, user_id, role, email, name)
     values ('${tenant}', '00000000-0000-4000-8000-00000000e5ca', 'VIEWER', 'r@acme.example', 'R')`,
    `update escalations set assignee_id = '00000000-0000-4000-8000-00000000e5ca' where tenant_id = '${tenant}' and status = 'RAISED'`,
  ]),
  plant('no-mail-is-forgotten', 'due, and nobody looked', ({ tenant }) => [
    `insert into mail_messages (tenant_id, id, mail_key, kind, escalation_id, recipient, due_at, created_at)
     select tenant_id, gen_random_uuid(), 'planted', 'ESCALATION_RAISED', id, 'a@acme.example', '2026-07-07T18:01:59Z', raised_at
     from escalations where tenant_id = '${tenant}' limit 1`,
  ]),
  plant('no-mail-is-forgotten', 'taken by who died', ({ tenant }) => [
    `insert into mail_messages (tenant_id, id, mail_key, kind, escalation_id, recipient, due_at, lease_until, attempts, created_at)
     select tenant_id, gen_random_uuid(), 'planted', 'ESCALATION_RAISED', id, 'a@acme.example', raised_at, '2026-07-07T18:01:59Z', 1, raised_at
     from escalations where tenant_id = '${tenant}' limit 1`,
  ]),
  plant('handed-off-while-escalated', 'a lead that campaigns have', ({ cases }) => [
    `update leads set stage = 'QUALIFYING' where id = '${cases.fresh.lead}'`,
  ]),
  plant('appointments-do-not-overlap', 'two at half past', ({ cases }) => [
    `update appointments set ends_at = ends_at + interval '1 minute' where lead_id = '${cases.fresh.lead}'`,
  ]),
];

function copy(tenant: string, changes: string): string {
  return `insert into escalations select (jsonb_populate_record(e, jsonb_build_object(${changes}))).* from escalations e
    where e.conversation_id = ${THREAD} '${tenant}')`;
}

function plant(
  invariant: string,
  what: string,
  statements: (own: HealthyTenant, other: HealthyTenant) => readonly string[],
): Plant {
  return { invariant, what, statements };
}
