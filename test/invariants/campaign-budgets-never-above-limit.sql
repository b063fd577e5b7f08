-- Neither the tokens nor the money of a campaign, spent and promised together, pass its limit, where it has one; nothing is negative.
select tenant_id, campaign_id, token_limit, used, reserved, money_limit_micros, money_used_micros, money_reserved_micros
from campaign_budgets
where used + reserved > token_limit or money_used_micros + money_reserved_micros > money_limit_micros
  or least(used, reserved, money_used_micros, money_reserved_micros) < 0
