import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { TenantsService } from '../tenants/tenants.service';
import { periodOf } from './period';

/** Which month it is for the tenant. */
@Injectable()
export class BudgetPeriods {
  constructor(
    private readonly tenants: TenantsService,
    private readonly clock: Clock,
  ) {}

  /** For example `2026-11`. */
  async current(): Promise<string> {
    const { timeZone } = await this.tenants.getCurrent();
    return periodOf(this.clock.now(), timeZone);
  }
}
