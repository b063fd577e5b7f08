-- Money spent and promised together never pass the month's limit, and neither is negative.
select tenant_id, period, money_limit_micros, money_used_micros, money_reserved_micros
from token_budgets
where money_used_micros + money_reserved_micros > money_limit_micros or money_used_micros < 0 or money_reserved_micros < 0
