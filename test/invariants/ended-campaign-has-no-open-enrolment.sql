-- A campaign that is over, completed or cancelled, has nobody left to dial; a completed one has not even a call to wrap up. The leads of
-- a cancelled one are ended in batches, as long as the fact of its end is on its way to the listener that does it.
select k.tenant_id, k.id as campaign_id, k.status, e.id as enrolment_id, e.state
from campaigns k
join enrolments e on e.tenant_id = k.tenant_id and e.campaign_id = k.id
where (k.status = 'COMPLETED' and e.state <> 'ENDED')
  or (k.status = 'CANCELLED' and e.state = 'WAITING' and not exists (
    select 1 from outbox o
    where o.tenant_id = k.tenant_id and o.name = 'campaign.cancelled' and o.payload ->> 'campaignId' = k.id::text
  ))
