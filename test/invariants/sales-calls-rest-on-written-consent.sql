-- Whoever was called to sell something in the United States had agreed to it in writing by then, with everything that belongs to it
-- (47 CFR 64.1200(a)(2), (f)(9)).
select c.tenant_id, c.id as call_id, c.dial_started_at
from calls c
join dial_zones z on z.tenant_id = c.tenant_id and z.zone_key = c.zone_key
where c.dial_started_at is not null and c.purpose = 'MARKETING'
  and exists (select 1 from unnest(z.jurisdictions) as place where place like 'US%')
  and not exists (
    select 1 from consents g
    where g.tenant_id = c.tenant_id and g.phone = c.phone and g.kind = 'GRANT' and g.type = 'PEWC'
      and 'AI_VOICE' = any (g.channels) and 'MARKETING' = any (g.purposes)
      and g.signature is not null and g.discloses_automated_voice and g.discloses_not_condition
      and g.occurred_at <= c.dial_started_at and g.recorded_at <= c.dial_started_at
      and (g.expires_at is null or g.expires_at > c.dial_started_at)
  )
