import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BudgetPeriods } from './budget-periods.service';
import { ModelEconomy } from './model-economy.service';
import type { ReservationRequest, WorstCase } from './reservation';
import { type CappedRequest, TalkCaps } from './talk-caps.service';
import type { Refusing } from './usage.errors';

/** To which day a request is charged, and which model it goes to. */
export interface Terms {
  readonly period: string;
  readonly day: string;
  readonly worst: WorstCase;
  /** The model asked for, where a cheaper one answers. */
  readonly inPlaceOf: string | null;
}

/** What is decided about a request before it is promised anything, and what may still forbid it after. */
@Injectable()
export class RequestTerms {
  constructor(
    private readonly periods: BudgetPeriods,
    private readonly economy: ModelEconomy,
    private readonly caps: TalkCaps,
  ) {}

  async of(tx: EntityManager, { cheaper, ...asked }: ReservationRequest): Promise<Terms> {
    const today = await this.periods.today();
    const { campaignId, model } = asked;
    const isLate =
      cheaper !== undefined &&
      cheaper.model !== model &&
      (await this.economy.isDue(tx, { period: today.period, campaignId }));
    return isLate ? { ...today, worst: cheaper, inPlaceOf: model } : { ...today, worst: asked, inPlaceOf: null };
  }

  /** As `TalkCaps.refusing`. */
  capOf(tx: EntityManager, request: CappedRequest): Promise<Refusing | null> {
    return this.caps.refusing(tx, request);
  }

  /** Percent of a budget from which on a cheaper model answers, in this month. */
  cheaperModelPercent(tx: EntityManager, period: string): Promise<number> {
    return this.economy.percentOf(tx, period);
  }

  /** The present month: `2026-11`. */
  period(): Promise<string> {
    return this.periods.current();
  }
}
