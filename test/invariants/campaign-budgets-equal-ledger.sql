-- What a campaign has promised is the sum of its reservations still held, and what it has used is that of those that ended by being
-- spent; each campaign a model was ever asked for has its row.
with recount as (
  select tenant_id, campaign_id,
    coalesce(sum(amount) filter (where state = 'HELD'), 0) as reserved, coalesce(sum(settled_amount), 0) as used,
    coalesce(sum(micros) filter (where state = 'HELD'), 0) as money_reserved, coalesce(sum(settled_micros), 0) as money_used
  from token_reservations where campaign_id is not null group by tenant_id, campaign_id
)
select coalesce(b.tenant_id, r.tenant_id) as tenant_id, coalesce(b.campaign_id, r.campaign_id) as campaign_id,
  b.used, r.used as booked, b.reserved, r.reserved as held, b.money_used_micros, r.money_used, b.money_reserved_micros, r.money_reserved
from campaign_budgets b full join recount r on r.tenant_id = b.tenant_id and r.campaign_id = b.campaign_id
where b.campaign_id is null
  or (b.used, b.reserved, b.money_used_micros, b.money_reserved_micros) is distinct from
    (coalesce(r.used, 0), coalesce(r.reserved, 0), coalesce(r.money_used, 0), coalesce(r.money_reserved, 0))
