import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { TenantsService } from '../tenants/tenants.service';
import { dayOf, periodOf } from './period';

/** Which day it is for the tenant, and of which month. */
export interface BudgetDay {
  /** `2026-11` */
  readonly period: string;
  /** `2026-11-21` */
  readonly day: string;
}

/** Which month it is for the tenant. */
@Injectable()
export class BudgetPeriods {
  constructor(
    private readonly tenants: TenantsService,
    private readonly clock: Clock,
  ) {}

  /** For example `2026-11`. */
  async current(): Promise<string> {
    return (await this.today()).period;
  }

  async today(): Promise<BudgetDay> {
    const { timeZone } = await this.tenants.getCurrent();
    const moment = this.clock.now();
    return { period: periodOf(moment, timeZone), day: dayOf(moment, timeZone) };
  }
}
