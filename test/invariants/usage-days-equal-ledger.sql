-- The daily figures are the ledger, added up by day, model, purpose and campaign.
with recount as (
  select tenant_id, period, day, model, purpose, coalesce(campaign_id, '00000000-0000-0000-0000-000000000000') as campaign_id,
    count(*) as requests, count(in_place_of) as cheaper_requests, count(*) filter (where assumed) as assumed_requests,
    sum(input_tokens) as input_tokens, sum(cached_tokens) as cached_tokens, sum(output_tokens) as output_tokens,
    sum(tokens) as tokens, sum(cost_micros) as cost_micros
  from usage_entries group by 1, 2, 3, 4, 5, 6
)
select coalesce(d.tenant_id, r.tenant_id) as tenant_id, coalesce(d.day, r.day) as day, coalesce(d.model, r.model) as model,
  coalesce(d.purpose, r.purpose) as purpose, d.requests, r.requests as booked_requests, d.tokens, r.tokens as booked_tokens
from usage_days d
full join recount r using (tenant_id, period, day, model, purpose, campaign_id)
where (d.requests, d.cheaper_requests, d.assumed_requests, d.input_tokens, d.cached_tokens, d.output_tokens, d.tokens, d.cost_micros)
  is distinct from
  (r.requests, r.cheaper_requests, r.assumed_requests, r.input_tokens, r.cached_tokens, r.output_tokens, r.tokens, r.cost_micros)
