-- A carrier call belongs to one attempt, across tenants too.
select provider, provider_call_id, array_agg(tenant_id || '/' || id order by id) as calls
from calls
where provider_call_id is not null
group by provider, provider_call_id
having count(*) > 1
