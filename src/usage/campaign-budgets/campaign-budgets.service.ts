import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type BudgetKind, type BudgetState, isBeyond, type MeasureFigures, UNTOUCHED } from '../budget';
import { BudgetLedger } from '../budget-ledger.service';
import { type Limits, setLimits } from '../budget-limits';
import { CAMPAIGNS, read, type StoredBudget, FIGURES, stateOf } from '../budget-rows';

/** What campaigns may spend on models in all, and have spent. */
@Injectable()
export class CampaignBudgets {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: BudgetLedger,
    private readonly clock: Clock,
  ) {}

  /** Those for which a model was asked, or limits were set; every other one is untouched. */
  async of(campaignIds: readonly string[]): Promise<ReadonlyMap<string, BudgetState>> {
    const rows = await this.work.single((tx) =>
      rowsOf<StoredBudget & { campaign_id: string }>(
        tx,
        `select campaign_id, ${FIGURES} from campaign_budgets where tenant_id = $1 and campaign_id = any($2)`,
        [currentTenantId(), campaignIds],
      ),
    );
    return new Map(rows.map((row) => [row.campaign_id, stateOf(row)]));
  }

  /**
   * Names the measure that `tokens` more, spoken on the phone, could exceed, or that has refused something already; null when there is
   * none. What is only reserved may come back and does not count.
   */
  async spent(campaignId: string, tokens: number): Promise<BudgetKind | null> {
    return this.work.run(async (tx) => {
      const state = (await read(tx, CAMPAIGNS, campaignId)) ?? NEVER_ASKED;
      const { micros } = this.ledger.spokenAmount(tokens);
      if (isOver(state.tokens) || isBeyond(state.tokens, tokens)) return 'CAMPAIGN_TOKENS';
      return isOver(state.money) || isBeyond(state.money, micros) ? 'CAMPAIGN_MONEY' : null;
    });
  }

  /**
   * @throws TokenLimitBelowUse when more is already used or reserved. @returns what was before.
   */
  async set(campaignId: string, limits: Limits): Promise<{ before: BudgetState; after: BudgetState }> {
    return this.work.run(async (tx) => {
      await this.ledger.openCampaign(tx, campaignId);
      const before = await setLimits(tx, CAMPAIGNS, campaignId, { ...limits, at: this.clock.now() });
      return { before, after: (await read(tx, CAMPAIGNS, campaignId)) ?? before };
    });
  }
}

/** Its end was told of, and nobody has raised it since. */
function isOver({ alertedPercent }: MeasureFigures): boolean {
  return alertedPercent >= 100;
}

/** A campaign for which nothing was ever asked or set. */
export const NEVER_ASKED: BudgetState = { tokens: UNTOUCHED, money: UNTOUCHED };
