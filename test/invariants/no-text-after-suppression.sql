-- No text to a number while a suppression of it, by the tenant or for the whole platform, was in force, but the one confirmation of
-- an opt-out within five minutes of it.
select m.tenant_id, m.id as text_id, m.sent_at, s.id as suppression_id, s.added_at
from text_messages m
join (
  select tenant_id, id, phone, added_at, removed_at from suppressions
  union all
  select t.id, p.id, p.phone, p.added_at, p.removed_at from platform_suppressions p cross join tenants t
) s on s.tenant_id = m.tenant_id and s.phone = m.phone
where m.direction = 'OUTBOUND' and m.sent_at >= s.added_at and (s.removed_at is null or m.sent_at < s.removed_at)
  and not (m.purpose = 'OPT_OUT_CONFIRMATION' and m.sent_at <= s.added_at + interval '300 seconds')
