import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work';
import { changedBy, rowsOf } from '../database/sql';

export interface OutboxRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly name: string;
  readonly payload: object;
  readonly occurred_at: Date;
  readonly attempts: number;
}

/** Deliveries that failed this often wait for a person. */
export const MAX_DELIVERIES = 30;

/** How long a claimed row stays invisible to other relays, in seconds; also the first back-off after a crash. */
const LEASE_SECONDS = 30;

/** Statements of the relay; runs as the platform role since it serves all tenants. */
@Injectable()
export class OutboxStore {
  constructor(private readonly work: UnitOfWork) {}

  claim(limit: number): Promise<OutboxRow[]> {
    return this.work.asPlatform('relay the outbox', (tx) =>
      rowsOf<OutboxRow>(
        tx,
        `update outbox o set attempts = o.attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => $2)
         from (
           select tenant_id, id from outbox where parked_at is null and next_attempt_at <= clock_timestamp()
           order by next_attempt_at limit $1 for update skip locked
         ) due
         where o.tenant_id = due.tenant_id and o.id = due.id
         returning o.tenant_id, o.id, o.name, o.payload, o.occurred_at, o.attempts`,
        [limit, LEASE_SECONDS],
      ),
    );
  }

  async delivered(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.work.asPlatform('forget delivered facts', (tx) =>
      changedBy(
        tx,
        'delete from outbox o using unnest($1::uuid[], $2::uuid[]) as done (tenant_id, id) where o.tenant_id = done.tenant_id and o.id = done.id',
        [rows.map((row) => row.tenant_id), rows.map((row) => row.id)],
      ),
    );
  }

  /** Backs off exponentially up to 30 s, so that a healthy system has delivered everything within a minute; then parks. */
  async failed(row: OutboxRow, reason: string): Promise<void> {
    const delaySeconds = Math.min(30, 0.2 * 2 ** row.attempts);
    await this.work.asPlatform('retry a fact later', (tx) =>
      changedBy(
        tx,
        `update outbox set last_error = $3, next_attempt_at = clock_timestamp() + make_interval(secs => $4),
           parked_at = case when attempts >= $5 then clock_timestamp() end
         where tenant_id = $1 and id = $2`,
        [row.tenant_id, row.id, reason, delaySeconds, MAX_DELIVERIES],
      ),
    );
  }
}
