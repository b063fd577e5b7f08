-- What a carrier reports is stored once however often it is sent, so no event is applied twice.
select tenant_id, provider, dedupe_key, count(*) as copies
from call_events
group by tenant_id, provider, dedupe_key
having count(*) > 1
