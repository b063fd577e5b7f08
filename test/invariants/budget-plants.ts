import type { Plant } from './plants';

/** Ways the budgets of money and of campaigns can break. */
export const BUDGET_PLANTS: readonly Plant[] = [
  plant('reservations-end-once', 'settled for less money than it cost', [
    'update token_reservations set settled_micros = settled_micros - 1 where settled_micros > 0',
  ]),
  plant('reservations-end-once', 'given back and paid for', [
    "update token_reservations set settled_micros = 1 where state = 'RELEASED'",
  ]),
  plant('reservations-end-once', 'booked for another campaign', ['update usage_entries set campaign_id = null']),
  plant('money-never-above-limit', 'above the limit', [
    'alter table token_budgets drop constraint token_budgets_money_within_limit',
    'update token_budgets set money_limit_micros = money_used_micros + money_reserved_micros - 1',
  ]),
  plant('money-reserved-equal-held', 'money held for nobody', [
    'update token_budgets set money_reserved_micros = money_reserved_micros + 1',
  ]),
  plant('money-used-equal-ledger', 'money spent without an entry', [
    'update token_budgets set money_used_micros = money_used_micros + 1',
  ]),
  plant('money-used-equal-ledger', 'an answer nobody paid for', [
    'update usage_entries set cost_micros = cost_micros - 1',
  ]),
  plant('campaign-budgets-never-above-limit', 'tokens above the limit', [
    'alter table campaign_budgets drop constraint campaign_budgets_tokens_within_limit',
    'update campaign_budgets set token_limit = used + reserved - 1',
  ]),
  plant('campaign-budgets-never-above-limit', 'money above the limit', [
    'alter table campaign_budgets drop constraint campaign_budgets_money_within_limit',
    'update campaign_budgets set money_limit_micros = money_used_micros + money_reserved_micros - 1',
  ]),
  ...['used', 'reserved', 'money_used_micros', 'money_reserved_micros'].map((figure) =>
    plant('campaign-budgets-equal-ledger', `${figure} beside the ledger`, [
      `update campaign_budgets set ${figure} = ${figure} - 1`,
    ]),
  ),
  plant('campaign-budgets-equal-ledger', 'a campaign whose row is gone', ['delete from campaign_budgets']),
  plant('usage-days-equal-ledger', 'a day that counts too much', ['update usage_days set tokens = tokens + 1']),
  plant('usage-days-equal-ledger', 'an entry no day counts', ['delete from usage_days']),
  plant('usage-days-equal-ledger', 'an answer of a cheaper model nobody counted', [
    `update usage_entries set in_place_of = 'another'`,
  ]),
];

function plant(invariant: string, what: string, statements: readonly string[]): Plant {
  return { invariant, what, statements: () => statements };
}
