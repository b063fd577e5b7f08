import { Injectable } from '@nestjs/common';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';

export interface StartWanted {
  /** Between two starts. */
  readonly gapMs: number;
  /** Starts that may catch up after a pause, as time. */
  readonly burstMs: number;
  readonly maxWaitMs: number;
}

/** The next free start of a carrier account while Redis is away, on the clock of the database. */
@Injectable()
export class AccountStarts {
  constructor(private readonly work: UnitOfWork) {}

  /** Milliseconds until the start taken; when the next is further away than `maxWaitMs`, how far, as a negative number. */
  reserve(account: string, { gapMs, burstMs, maxWaitMs }: StartWanted): Promise<number> {
    return this.work.asPlatform('take a start on the carrier account', async (tx) => {
      await tx.query(ENSURE, [account]);
      const row = await rowOf<{ waitMs: number }>(tx, RESERVE, [account, gapMs, burstMs, maxWaitMs]);
      const waitMs = row?.waitMs ?? 0;
      return waitMs > maxWaitMs ? Math.min(-1, -Math.ceil(waitMs)) : Math.max(0, Math.ceil(waitMs));
    });
  }

  /** Nobody starts before this many milliseconds have passed. */
  async holdOff(account: string, ms: number): Promise<void> {
    await this.work.asPlatform('let the carrier account rest', async (tx) => {
      await tx.query(ENSURE, [account]);
      await tx.query(
        `update carrier_accounts
         set next_start = greatest(next_start, clock_timestamp() + make_interval(secs => $2::double precision / 1000))
         where account = $1`,
        [account, ms],
      );
    });
  }
}

const ENSURE = /* sql */ `
insert into carrier_accounts (account, since, updated_at) values ($1, clock_timestamp(), clock_timestamp()) on conflict do nothing`;

/** The row is locked before the clock is read: those who wait for it are asked one after the other. */
const RESERVE = /* sql */ `
with held as materialized (
  select next_start from carrier_accounts where account = $1 for no key update
), next as materialized (
  select greatest(next_start, now.at - make_interval(secs => $3::double precision / 1000)) as start, now.at
  from held cross join lateral (select clock_timestamp() as at where held.next_start is null or held.next_start > '-infinity') now
), taken as (
  update carrier_accounts a set next_start = next.start + make_interval(secs => $2::double precision / 1000)
  from next where a.account = $1 and next.start <= next.at + make_interval(secs => $4::double precision / 1000)
)
select (extract(epoch from start - at) * 1000)::double precision as "waitMs" from next`;
