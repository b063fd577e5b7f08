-- A reservation that was booked has its one ledger entry with the same period, day, tokens and money; one held or given back has none.
select r.tenant_id, r.id as reservation_id, r.state, r.amount, r.settled_amount, u.tokens, r.micros, r.settled_micros, u.cost_micros
from token_reservations r
left join usage_entries u on u.tenant_id = r.tenant_id and u.reservation_id = r.id
where case
  when r.state in ('SETTLED', 'ASSUMED')
    then u.id is null or u.period <> r.period or u.campaign_id is distinct from r.campaign_id
      or r.settled_amount is distinct from least(u.tokens, r.amount)
      or r.settled_micros is distinct from least(u.cost_micros, r.micros)
  else u.id is not null or coalesce(r.settled_amount, 0) <> 0 or coalesce(r.settled_micros, 0) <> 0
end
