-- No dial once it was on record that the person took back all consent, or the consent to marketing for a sales call, unless a written opt-in given
-- after that was on record as well.
select c.tenant_id, c.id as call_id, c.dial_started_at, r.id as consent_id, r.scope
from calls c
join consents r on r.tenant_id = c.tenant_id and r.phone = c.phone and r.kind = 'REVOCATION'
where c.dial_started_at >= r.recorded_at and (r.scope = 'ALL' or c.purpose = 'MARKETING')
  and not exists (
    select 1 from consents g
    where g.tenant_id = r.tenant_id and g.phone = r.phone and g.kind = 'GRANT' and g.reopt_in_at > r.occurred_at
      and g.recorded_at <= c.dial_started_at
  )
