-- Nobody is promised two meetings at the same time.
select a.tenant_id, a.lead_id, a.id, b.id as other
from appointments a
join appointments b on b.tenant_id = a.tenant_id and b.lead_id = a.lead_id and b.id > a.id
  and b.starts_at < a.ends_at and a.starts_at < b.ends_at
where a.status in ('PROMISED', 'CONFIRMED') and b.status in ('PROMISED', 'CONFIRMED')
