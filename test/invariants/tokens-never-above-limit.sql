-- Tokens spent and promised together never pass the month's limit, and neither is negative.
select tenant_id, period, token_limit, used, reserved
from token_budgets
where used + reserved > token_limit or used < 0 or reserved < 0
