-- A colleague is rung only for a transfer of the same company, by the number it had registered for them by then, after the gate said yes
-- and at most 60 s later; and not on a number that was suppressed before.
select l.tenant_id, l.id as leg_id, l.dial_started_at
from transfer_legs l
where l.dial_started_at is not null and (
  l.allowed_at is null or l.dial_started_at not between l.allowed_at and l.allowed_at + interval '60 seconds'
  or not exists (
    select 1 from transfer_targets t
    where t.tenant_id = l.tenant_id and t.id = l.target_id and t.created_at <= l.dial_started_at
      and (t.removed_at is null or t.removed_at >= l.dial_started_at)
  )
  or exists (
    select 1 from suppressions s
    where s.tenant_id = l.tenant_id and s.phone = l.phone and s.added_at < l.dial_started_at
      and (s.removed_at is null or s.removed_at > l.dial_started_at)
  )
  or exists (
    select 1 from platform_suppressions s
    where s.phone = l.phone and s.added_at < l.dial_started_at and (s.removed_at is null or s.removed_at > l.dial_started_at)
  )
)
