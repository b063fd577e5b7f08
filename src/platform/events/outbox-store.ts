import { Injectable, Logger } from '@nestjs/common';
import { monotonicMs } from '../clock/clock';
import { FullLooks } from '../database/full-looks';
import { changedBy, rowsOf } from '../database/sql';
import { UnitOfWork } from '../database/unit-of-work';

export interface OutboxRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly name: string;
  readonly payload: object;
  readonly occurred_at: Date;
  readonly attempts: number;
}

export interface ClaimedFacts {
  readonly rows: readonly OutboxRow[];
  /** As many as were asked for were due, so that more may be. */
  readonly isFull: boolean;
}

/** Deliveries after which a fact is parked: it failed, or the process ended, that often. A parked fact waits for a person. */
export const MAX_DELIVERIES = 30;

/**
 * How long a claimed row stays invisible to other relays, in seconds; also the first back-off after a crash. A batch takes a fraction of
 * it; one that takes longer is delivered twice, which listeners stand.
 */
const LEASE_SECONDS = 10;

/** The longest a fact may be overlooked that comes to lie further back than MARGIN_SECONDS: by a transaction that was open for so long. */
const MOST_REST_MS = 5_000;
const MARGIN_SECONDS = 10;

interface ClaimedRow extends OutboxRow {
  readonly parked: boolean;
  /** Seconds since it came due. */
  readonly waited: number;
}

/** Statements of the relay; runs as the platform role since it serves all tenants. */
@Injectable()
export class OutboxStore {
  private readonly logger = new Logger(OutboxStore.name);
  private readonly fullLooks = new FullLooks(MOST_REST_MS);
  /** On the database's clock, how long before the last look from the front everything that was due has been taken. */
  private seenSeconds = 0;
  private seenMs = 0;

  constructor(private readonly work: UnitOfWork) {}

  /**
   * Leases due facts of these names; the others wait for a build that knows them. A fact is counted before it is delivered, and
   * parked here once its deliveries are used up: one that kills the process never gets to say that it failed.
   * @returns first deliveries in the order they came due, then repeated ones in no order.
   */
  async claim(names: readonly string[], limit: number): Promise<ClaimedFacts> {
    const startedMs = monotonicMs();
    const isFull = this.fullLooks.isDue(startedMs);
    const fromSeconds = isFull ? null : this.seenSeconds + (startedMs - this.seenMs) / 1_000;
    const rows = await this.work.singleAsPlatform('relay the outbox', (tx) =>
      rowsOf<ClaimedRow>(tx, CLAIM, [names, limit, LEASE_SECONDS, MAX_DELIVERIES, fromSeconds]),
    );
    if (isFull) this.lookedFromFront(startedMs, rows, limit);
    for (const row of rows) if (row.parked) this.tellParked(row);
    return { rows: rows.filter(({ parked }) => !parked), isFull: rows.length === limit };
  }

  async delivered(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.work.singleAsPlatform('forget delivered facts', (tx) =>
      changedBy(
        tx,
        'delete from outbox o using unnest($1::uuid[], $2::uuid[]) as done (tenant_id, id) where o.tenant_id = done.tenant_id and o.id = done.id',
        keysOf(rows),
      ),
    );
  }

  /** Gives up leases of facts whose delivery has not begun, as though they had never been claimed; not leases others have now. */
  async handBack(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.work.singleAsPlatform('hand facts back', (tx) =>
      changedBy(
        tx,
        `update outbox o set attempts = o.attempts - 1, next_attempt_at = clock_timestamp()
         from unnest($1::uuid[], $2::uuid[], $3::int[]) as kept (tenant_id, id, attempts)
         where o.tenant_id = kept.tenant_id and o.id = kept.id and o.attempts = kept.attempts and o.parked_at is null`,
        [...keysOf(rows), rows.map(({ attempts }) => attempts)],
      ),
    );
  }

  /**
   * Backs off exponentially up to 30 s, so that a healthy system has delivered everything within a minute; then parks. Does nothing
   * once the lease has run out and the fact was claimed again.
   */
  async failed(row: OutboxRow, reason: string): Promise<void> {
    const delaySeconds = Math.min(30, 0.2 * 2 ** row.attempts);
    const parked = row.attempts >= MAX_DELIVERIES;
    const changed = await this.work.singleAsPlatform('retry a fact later', (tx) =>
      changedBy(
        tx,
        `update outbox set last_error = $3, next_attempt_at = clock_timestamp() + make_interval(secs => $4),
           parked_at = case when $5 then clock_timestamp() end
         where tenant_id = $1 and id = $2 and attempts = $6 and parked_at is null`,
        [row.tenant_id, row.id, reason, delaySeconds, parked, row.attempts],
      ),
    );
    if (parked && changed > 0) this.tellParked(row);
  }

  /** Of a full batch, others may be left that came due after the last of it. */
  private lookedFromFront(startedMs: number, rows: readonly ClaimedRow[], limit: number): void {
    this.fullLooks.made(startedMs, monotonicMs());
    this.seenMs = startedMs;
    const ages = rows.length < limit ? [] : rows.map(({ waited }) => waited);
    this.seenSeconds = ages.length > 0 ? Math.max(MARGIN_SECONDS, Math.min(...ages)) : MARGIN_SECONDS;
  }

  private tellParked({ name, id, attempts }: OutboxRow): void {
    this.logger.error('a fact is given up and waits for a person', { event: name, eventId: id, attempt: attempts });
  }
}

/**
 * $1 names, $2 limit, $3 lease in seconds, $4 most deliveries, $5 due for no longer than so many seconds, or null. Repeated facts are
 * shuffled: see the relay.
 */
const CLAIM = `
  with claimed as (
    update outbox o set
      attempts = least(o.attempts + 1, $4),
      next_attempt_at = clock_timestamp() + make_interval(secs => $3),
      parked_at = case when o.attempts >= $4 then clock_timestamp() end,
      last_error = case when o.attempts >= $4 then 'DeliveryUnfinished' else o.last_error end
    from (
      select tenant_id, id, next_attempt_at as due_at from outbox
      where parked_at is null and next_attempt_at <= clock_timestamp() and name = any($1)
        and next_attempt_at >= case when $5::float8 is null then '-infinity' else now() - make_interval(secs => $5) end
      order by next_attempt_at limit $2 for update skip locked
    ) due
    where o.tenant_id = due.tenant_id and o.id = due.id
    returning o.tenant_id, o.id, o.name, o.payload, o.occurred_at, o.attempts, o.parked_at is not null as parked, due.due_at,
      extract(epoch from now() - due.due_at)::float8 as waited
  )
  select tenant_id, id, name, payload, occurred_at, attempts, parked, waited from claimed
  order by attempts > 1, case when attempts > 1 then random() end, due_at`;

function keysOf(rows: readonly OutboxRow[]): [tenantIds: string[], ids: string[]] {
  return [rows.map((row) => row.tenant_id), rows.map((row) => row.id)];
}
