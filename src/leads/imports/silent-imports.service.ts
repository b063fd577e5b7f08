import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweeps } from '../../platform/queues/sweeps';
import { ImportLedger } from './import-ledger.service';
import { ImportNews } from './import-news.service';

const SWEEP = 'silent-imports';
/** Imports of one round; what is left waits for the next. */
const BATCH = 100;

/** Ends imports whose process died, and tells whoever watches them. */
@Injectable()
export class SilentImports implements OnApplicationBootstrap {
  constructor(
    private readonly ledger: ImportLedger,
    private readonly news: ImportNews,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.giveUp());
  }

  /** Of all tenants. */
  async giveUp(): Promise<void> {
    const tenants = await this.ledger.tenantsWithSilent(BATCH);
    await this.sweeps.attendEach(tenants, { sweep: SWEEP }, async () => {
      const importId = await this.ledger.giveUpSilent();
      if (importId) await this.news.ended(importId);
    });
  }
}
