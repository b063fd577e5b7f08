import { Injectable } from '@nestjs/common';
import { monotonicMs } from '../../platform/clock/clock';
import { Topics } from '../../platform/pubsub/topics';
import { LeadImportMoved } from './lead-imports.topics';

/** Watchers of one import hear of it at most so often, and of its end. */
const SHORTEST_INTERVAL_MS = 250;

/** Tells whoever watches how an import goes. */
@Injectable()
export class ImportNews {
  private readonly told = new Map<string, number>();

  constructor(private readonly topics: Topics) {}

  async moved(importId: string): Promise<void> {
    const last = this.told.get(importId);
    if (last !== undefined && monotonicMs() - last < SHORTEST_INTERVAL_MS) return;
    this.told.set(importId, monotonicMs());
    await this.show(importId);
  }

  async ended(importId: string): Promise<void> {
    this.told.delete(importId);
    await this.show(importId);
  }

  /** Has everybody who watches read the import anew. */
  async show(importId: string): Promise<void> {
    await this.topics.publish(LeadImportMoved, { importId }, importId);
  }

  /** The import as it moves from now on. */
  async watch(importId: string): Promise<AsyncIterableIterator<{ importId: string }>> {
    return this.topics.subscribe(LeadImportMoved, importId);
  }
}
