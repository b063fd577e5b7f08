-- The used column is the sum of the usage ledger. What a provider charged above its reservation counts up to the reservation.
select b.tenant_id, b.period, b.used, coalesce(sum(least(u.tokens, r.amount)), 0) as booked
from token_budgets b
left join (usage_entries u join token_reservations r on r.tenant_id = u.tenant_id and r.id = u.reservation_id)
  on u.tenant_id = b.tenant_id and u.period = b.period
group by b.tenant_id, b.period, b.used
having b.used <> coalesce(sum(least(u.tokens, r.amount)), 0)
