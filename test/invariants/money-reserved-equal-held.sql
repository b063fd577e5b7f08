-- The money reserved in a month is the sum of the reservations still held.
select b.tenant_id, b.period, b.money_reserved_micros, coalesce(sum(r.micros), 0) as held
from token_budgets b
left join token_reservations r on r.tenant_id = b.tenant_id and r.period = b.period and r.state = 'HELD'
group by b.tenant_id, b.period, b.money_reserved_micros
having b.money_reserved_micros <> coalesce(sum(r.micros), 0)
