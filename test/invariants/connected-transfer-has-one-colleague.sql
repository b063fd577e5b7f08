-- Who is connected talks to exactly one colleague, who was asked and accepted; and nobody accepted a call they were not connected to.
select t.tenant_id, t.id as transfer_id, t.result, count(l.id) as accepted
from transfers t left join transfer_legs l on l.tenant_id = t.tenant_id and l.transfer_id = t.id and l.verdict = 'ACCEPTED'
group by t.tenant_id, t.id, t.result, t.leg_id
having count(l.id) <> case when t.result = 'CONNECTED' then 1 else 0 end
  or count(l.id) filter (where l.id is distinct from t.leg_id) > 0
  or count(l.id) filter (where l.answered_at is null or l.verdict_at < l.answered_at) > 0
