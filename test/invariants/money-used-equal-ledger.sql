-- The money used in a month is the cost in the usage ledger. What an answer cost above its reservation counts up to the reservation.
select b.tenant_id, b.period, b.money_used_micros, coalesce(sum(least(u.cost_micros, r.micros)), 0) as booked
from token_budgets b
left join (usage_entries u join token_reservations r on r.tenant_id = u.tenant_id and r.id = u.reservation_id)
  on u.tenant_id = b.tenant_id and u.period = b.period
group by b.tenant_id, b.period, b.money_used_micros
having b.money_used_micros <> coalesce(sum(least(u.cost_micros, r.micros)), 0)
