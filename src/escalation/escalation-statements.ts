/** The reminder due first, of a company's own minutes or the standard ones; $1 is the tenant, $4 the moment. */
const FIRST_REMINDER = /* sql */ `
$4::timestamptz + make_interval(mins => (
  select (coalesce((select reminder_minutes from escalation_settings where tenant_id = $1), '{5,15,60}'::integer[]))[1]))`;

/** $3 is who claims. */
export const CLAIM = /* sql */ `
update escalations set status = 'CLAIMED', assignee_id = $3, claimed_at = $4, first_claimed_at = coalesce(first_claimed_at, $4),
  remind_at = null, updated_at = $4
where tenant_id = $1 and id = $2 and status = 'RAISED'`;

/** $3 is when somebody else than a member took care of the person. */
export const REACHED = /* sql */ `
update escalations set first_claimed_at = coalesce(first_claimed_at, $3), updated_at = greatest(updated_at, $3)
where tenant_id = $1 and id = $2 and status = 'RAISED'`;

/** One that waits; $3 is who should take it. */
export const ASSIGN = /* sql */ `
update escalations set assignee_id = $3, updated_at = $4
where tenant_id = $1 and id = $2 and status = 'RAISED' and assignee_id is distinct from $3::uuid`;

/** One that somebody else has; $3 is who should take it. */
export const RETURN = /* sql */ `
update escalations set status = 'RAISED', assignee_id = $3, claimed_at = null, waiting_since = $4, reminders_sent = 0,
  remind_at = ${FIRST_REMINDER}, updated_at = $4
where tenant_id = $1 and id = $2 and status = 'CLAIMED' and assignee_id is distinct from $3::uuid`;

export const RESOLVE = /* sql */ `
update escalations set status = 'RESOLVED', resolved_at = $3, resolved_by = $4, resolution = $5, remind_at = null, updated_at = $3
where tenant_id = $1 and id = $2 and status <> 'RESOLVED'`;

/** Every one of the conversation that is done. */
export const HANDED_BACK = /* sql */ `
update escalations set handed_back_at = $3, updated_at = $3
where tenant_id = $1 and conversation_id = $2 and status = 'RESOLVED' and handed_back_at is null`;

/** `e` is open, and who has it or should take it is no member any more, or may only read. */
const ASSIGNEE_IS_GONE = /* sql */ `
e.status <> 'RESOLVED' and e.assignee_id is not null and not exists (
  select 1 from members m where m.tenant_id = e.tenant_id and m.user_id = e.assignee_id and m.role in ('OWNER', 'ADMIN', 'OPERATOR'))`;

/** What was claimed waits from $3 on, with reminders from the beginning; what waits already waits on as it did. */
export const LEAVE_TO_OTHERS = /* sql */ `
update escalations e set status = 'RAISED', assignee_id = null, claimed_at = null, updated_at = $3,
  waiting_since = case e.status when 'CLAIMED' then $3 else e.waiting_since end,
  reminders_sent = case e.status when 'CLAIMED' then 0 else e.reminders_sent end,
  remind_at = case e.status when 'CLAIMED' then ${FIRST_REMINDER.replaceAll('$4', '$3')} else e.remind_at end
where e.tenant_id = $1 and e.id = $2 and ${ASSIGNEE_IS_GONE}`;

/** $3 reminders were sent before; $4 is the moment. Steps that passed while nobody looked are one. @returns what is told of. */
export const REMIND = /* sql */ `
with waiting as (
  select e.id, e.waiting_since, s.minutes,
    (select count(*)::int from unnest(s.minutes) as m where e.waiting_since + make_interval(mins => m) <= $4) as passed
  from escalations e
  cross join (
    select coalesce((select reminder_minutes from escalation_settings where tenant_id = $1), '{5,15,60}'::integer[]) as minutes
  ) s
  where e.tenant_id = $1 and e.id = $2
)
update escalations e set reminders_sent = greatest(w.passed, e.reminders_sent + 1), updated_at = $4,
  remind_at = w.waiting_since + make_interval(mins => w.minutes[greatest(w.passed, e.reminders_sent + 1) + 1])
from waiting w
where e.tenant_id = $1 and e.id = w.id and e.status = 'RAISED' and e.reminders_sent = $3 and e.remind_at <= $4
returning e.reminders_sent as step, floor(extract(epoch from $4::timestamptz - e.waiting_since) / 60)::int as minutes`;

/** Across tenants; $2 is the most rows. */
export const REMINDERS_DUE = /* sql */ `
select tenant_id as "tenantId", id, reminders_sent as "sent" from escalations
where remind_at <= $1 order by remind_at limit $2`;

/** Across tenants; those of conversations and those of leads alone each have an index of what is open. */
export const ABANDONED = /* sql */ `
select e.tenant_id as "tenantId", e.id from (
  select tenant_id, id, status, assignee_id from escalations where conversation_id is not null and status <> 'RESOLVED'
  union all
  select tenant_id, id, status, assignee_id from escalations where conversation_id is null and status <> 'RESOLVED'
) e
where ${ASSIGNEE_IS_GONE}
limit $1`;
