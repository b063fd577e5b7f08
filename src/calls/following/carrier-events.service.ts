import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowsOf, sqlStateOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { failpoint } from '../../platform/failpoints/failpoint';
import { Sweeps } from '../../platform/queues/sweeps';
import type { CarrierEvent } from '../../voice/carrier.port';
import { CallFollower } from './call-follower.service';

interface StoredEvent {
  readonly tenantId: string;
  readonly id: string;
  readonly callId: string;
  readonly event: CarrierEvent;
  /** Its place in the order of arrival. */
  readonly position: string;
}

export const CARRIER_EVENTS_SWEEP = 'carrier-events';

/** Events older than this without having been applied were left by a process that died. */
const ORPHANED_AFTER_MS = 3_000;

/** Store first, answer, then apply: what has been acknowledged is never lost, and a copy is never applied twice. */
@Injectable()
export class CarrierEvents {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly follower: CallFollower,
    private readonly sweeps: Sweeps,
  ) {}

  /** Stores the event; the id when it is new, null when it is a copy or names no call of this tenant. */
  async store(callId: string, event: CarrierEvent): Promise<string | null> {
    const id = uuidv7();
    await failpoint('webhook.before_insert');
    try {
      const rows = await this.work.single((tx) =>
        rowsOf(
          tx,
          `insert into call_events (tenant_id, id, call_id, provider, dedupe_key, type, sequence, occurred_at, received_at, payload)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (tenant_id, provider, dedupe_key) do nothing returning id`,
          [
            currentTenantId(),
            id,
            callId,
            event.provider,
            event.dedupeKey,
            event.type,
            event.sequence ?? null,
            event.occurredAt ?? null,
            this.clock.now(),
            JSON.stringify(event),
          ],
        ),
      );
      await failpoint('webhook.stored');
      return rows.length > 0 ? id : null;
    } catch (error) {
      if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) return null;
      throw error;
    }
  }

  /** Applies a stored event and marks it; running twice does no harm. */
  async apply(id: string, callId: string, event: CarrierEvent): Promise<void> {
    await this.work.run(async (tx) => {
      await this.follower.apply(callId, event);
      await changedBy(
        tx,
        // Said so that it is found by its key: the index of what was not applied is short, but its dead entries may be many.
        `update call_events set applied_at = $3 where tenant_id = $1 and id = $2 and coalesce(applied_at, 'infinity') = 'infinity'`,
        [currentTenantId(), id, this.clock.now()],
      );
      await failpoint('webhook.applied_before_commit');
    });
  }

  /** Applies what a process stored and then died on. An event that cannot be applied keeps nothing from the others. */
  async applyOrphans(limit = 200): Promise<void> {
    const before = new Date(this.clock.now().getTime() - ORPHANED_AFTER_MS);
    const attention = { sweep: CARRIER_EVENTS_SWEEP, idOf: ({ id }: StoredEvent): string => id };
    let after: string | null = null;
    do {
      const orphans = await this.orphansBefore(before, after, limit);
      await this.sweeps.attendEach(orphans, attention, ({ id, callId, event }) =>
        this.apply(id, callId, revived(event)),
      );
      after = orphans.length < limit ? null : (orphans.at(-1)?.position ?? null);
    } while (after && !this.sweeps.stop.aborted);
  }

  private orphansBefore(before: Date, after: string | null, limit: number): Promise<StoredEvent[]> {
    return this.work.singleAsPlatform('find carrier events nobody applied', (tx) =>
      rowsOf<StoredEvent>(
        tx,
        `select tenant_id as "tenantId", id, call_id as "callId", payload as event, received_at::text || '|' || id as position
         from call_events
         where applied_at is null and received_at < $1
           and ($2::text is null or (received_at, id) > (split_part($2, '|', 1)::timestamptz, split_part($2, '|', 2)::uuid))
         order by received_at, id limit $3`,
        [before, after, limit],
      ),
    );
  }
}

const FOREIGN_KEY_VIOLATION = '23503';

/** JSON keeps a date as text. */
function revived(event: CarrierEvent): CarrierEvent {
  return event.occurredAt ? { ...event, occurredAt: new Date(event.occurredAt) } : event;
}
