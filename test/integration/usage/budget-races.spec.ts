import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../../src/platform/context/request-context';
import type { Amount, BudgetKind } from '../../../src/usage/budget';
import { type Account, BudgetLedger } from '../../../src/usage/budget-ledger.service';
import { CampaignBudgets } from '../../../src/usage/campaign-budgets/campaign-budgets.service';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { UsageModule } from '../../../src/usage/usage.module';
import { UsageService } from '../../../src/usage/usage.service';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import { startTestApp, type TestApp } from '../../support/test-app';
import { burst, campaignOf, FAST, monthOf } from './budget-stage';

const PLENTY = 1_000_000_000;
/** What one request holds: 50 micros at half a micro a token. */
const [TOKENS, MICROS] = [100, 50];
const FITTING = 10;
const ROUNDS = 20;
const TURN = { purpose: 'CALL_TURN', model: FAST, amount: TOKENS };

/** Room for ten, and some more that is not enough for another. */
const room = (one: number): number => one * FITTING + one / 2;

/** The fault this room exists to avoid: looks at what is left, and then takes it. */
async function readThenWrite(
  tx: EntityManager,
  { period }: Account,
  { tokens, micros }: Amount,
): Promise<BudgetKind | null> {
  const [row] = (await tx.query(
    'select token_limit - used - reserved as left from token_budgets where tenant_id = $1 and period = $2',
    [currentTenantId(), period],
  )) as [{ left: string }];
  if (Number(row.left) < tokens) return 'TENANT_TOKENS';
  await tx.query(
    `update token_budgets set reserved = reserved + $3, money_reserved_micros = money_reserved_micros + $4
     where tenant_id = $1 and period = $2`,
    [currentTenantId(), period, tokens, micros],
  );
  return null;
}

describe('fifty requests at once where ten fit', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  let campaignId: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [UsageModule], env: { ROLE: 'api', DATABASE_POOL_SIZE: '20' } });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    campaignId = await aCampaignRow(app, tenantId);
  });

  const limitMonth = (tokens: number, moneyLimitMicros: number) =>
    app.asTenant(tenantId, () => app.get(UsageService).setBudget(tokens, { moneyLimitMicros }));
  const limitCampaign = (limits: { tokens?: number; micros?: number }) =>
    app.asTenant(tenantId, () => app.get(CampaignBudgets).set(campaignId, limits));
  const release = (reservations: Awaited<ReturnType<typeof burst>>['granted']) =>
    app.asTenant(tenantId, () => Promise.all(reservations.map((one) => app.get(TokenBudgets).release(one))));

  it.each([
    ['TENANT_TOKENS', () => limitMonth(room(TOKENS), PLENTY)],
    ['TENANT_MONEY', () => limitMonth(PLENTY, room(MICROS))],
    ['CAMPAIGN_TOKENS', () => limitCampaign({ tokens: room(TOKENS) })],
    ['CAMPAIGN_MONEY', () => limitCampaign({ micros: room(MICROS) })],
  ] as const)(`admits exactly ten of them each time, by %s`, async (kind, limit) => {
    await limitMonth(PLENTY, PLENTY);
    await limit();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { granted, refused } = await burst(app, tenantId, { ...TURN, campaignId });
      expect(granted).toHaveLength(FITTING);
      expect(new Set(refused)).toEqual(new Set([kind]));
      const held = { used: 0, reserved: 1_000, moneyUsed: 0, moneyReserved: 500 };
      expect([await monthOf(app, tenantId), await campaignOf(app, campaignId)]).toEqual([held, held]);
      await release(granted);
    }
    expect(await monthOf(app, other)).toBeUndefined();
  });

  it('admits exactly ten of the first requests of a month, and of a campaign', async () => {
    for (const month of ['2026-08', '2026-09', '2026-10']) {
      await limitMonth(room(TOKENS), PLENTY);
      app.clock.set(`${month}-07T18:00:00.000Z`);
      const first = await aCampaignRow(app, tenantId);
      const { granted } = await burst(app, tenantId, { ...TURN, campaignId: first });
      expect(granted).toHaveLength(FITTING);
      await release(granted);
    }
  });

  it('lets companies and campaigns race beside each other without waiting in a circle', async () => {
    const second = await aCampaignRow(app, tenantId);
    const races = [campaignId, second, null].map(async (whose) => {
      const { granted } = await burst(app, tenantId, { ...TURN, campaignId: whose }, 20);
      await Promise.all(
        granted.map((one, index) =>
          app.asTenant(tenantId, () =>
            index % 2 ? app.get(TokenBudgets).assume(one) : app.get(TokenBudgets).release(one),
          ),
        ),
      );
      return granted.length;
    });
    expect(await Promise.all([...races, burst(app, other, TURN, 20).then(({ granted }) => granted.length)])).toEqual([
      20, 20, 20, 20,
    ]);
    expect(await monthOf(app, tenantId)).toEqual({ used: 3_000, reserved: 0, moneyUsed: 1_500, moneyReserved: 0 });
    expect(await campaignOf(app, second)).toEqual({ used: 1_000, reserved: 0, moneyUsed: 500, moneyReserved: 0 });
  });
});

describe('each guard alone', () => {
  let app: TestApp;
  let tenantId: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [UsageModule], env: { ROLE: 'api', DATABASE_POOL_SIZE: '20' } });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    tenantId = await app.newTenant();
    await app.asTenant(tenantId, () => app.get(UsageService).setBudget(room(TOKENS)));
  });
  afterEach(() => jest.restoreAllMocks());

  const plant = () => jest.spyOn(app.get(BudgetLedger), 'hold').mockImplementation(readThenWrite);
  const dropConstraint = () => app.sql('alter table token_budgets drop constraint token_budgets_check');

  it('is enough: the constraint stops a program that reads and then writes, though by an error', async () => {
    plant();
    await expect(burst(app, tenantId, TURN)).rejects.toThrow(/token_budgets_check/);
    expect((await monthOf(app, tenantId))?.reserved).toBeLessThanOrEqual(1_000);
  });

  it('is enough: the conditional statement needs no constraint', async () => {
    await dropConstraint();
    expect((await burst(app, tenantId, TURN)).granted).toHaveLength(FITTING);
  });

  it('is needed: without both of them more than ten are let through', async () => {
    plant();
    expect((await burst(app, tenantId, TURN)).granted.length).toBeGreaterThan(FITTING);
  });
});
