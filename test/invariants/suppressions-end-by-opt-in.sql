-- A number leaves the do-not-contact list only by a written opt-in given after the entry, with somebody's name and reason.
select s.tenant_id, s.id as suppression_id
from suppressions s
where s.removed_at is not null and (
  s.removed_by is null or s.removal_reason is null or s.removed_at < s.added_at or not exists (
    select 1 from consents c
    where c.tenant_id = s.tenant_id and c.id = s.opt_in_id and c.phone = s.phone and c.kind = 'GRANT' and c.type = 'PEWC'
      and c.reopt_in_at > s.added_at and c.reopt_in_at <= s.removed_at
  )
)
