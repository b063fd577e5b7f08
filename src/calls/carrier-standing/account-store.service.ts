import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { CarrierAccountChanged } from '../calls.events';
import { type AccountStanding, IN_GOOD_ORDER, PROBE_MS } from './account-rules';

interface AccountRow extends Omit<AccountStanding, 'callsPerSecond'> {
  /** Numeric arrives as text. */
  readonly callsPerSecond: string | null;
}

export interface NamedStanding {
  readonly account: string;
  readonly standing: AccountStanding;
}

/** Far more accounts than anybody has. */
const MOST_LISTED = 100;

/** The rows of carrier accounts. No company's context is needed, and none of a company's rows are touched. */
@Injectable()
export class AccountStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** Null for an account that never gave trouble. */
  find(account: string): Promise<AccountStanding | null> {
    return this.work.asPlatform('read how the carrier account stands', async (tx) => {
      const row = await rowOf<AccountRow>(tx, `select ${COLUMNS} from carrier_accounts where account = $1`, [account]);
      return row ? standingOf(row) : null;
    });
  }

  /** By name. */
  list(): Promise<NamedStanding[]> {
    return this.work.asPlatform('list carrier accounts', async (tx) => {
      const rows = await rowsOf<AccountRow & { readonly account: string }>(
        tx,
        `select account, ${COLUMNS} from carrier_accounts order by account limit ${MOST_LISTED}`,
      );
      return rows.map(({ account, ...row }) => ({ account, standing: standingOf(row) }));
    });
  }

  /** Judges the locked row, and tells every company when the account opens, closes or is slowed down. */
  change(
    account: string,
    judge: (standing: AccountStanding) => AccountStanding,
    moment: Date,
  ): Promise<{ was: AccountStanding; now: AccountStanding }> {
    return this.work.asPlatform('record how the carrier account stands', async (tx) => {
      await tx.query(
        'insert into carrier_accounts (account, since, updated_at) values ($1, $2, $2) on conflict do nothing',
        [account, moment],
      );
      const row = await rowOf<AccountRow>(
        tx,
        `select ${COLUMNS} from carrier_accounts where account = $1 for no key update`,
        [account],
      );
      const was = row ? standingOf(row) : IN_GOOD_ORDER;
      const now = judge(was);
      if (now !== was) await tx.query(UPDATE, [account, ...valuesOf(now, moment)]);
      const news = newsOf(was, now);
      if (news) await this.tell(tx, { ...news, since: (now.since ?? moment).toISOString() });
      return { was, now };
    });
  }

  /** True for one asker: the others wait until the trial is answered, or has taken too long. */
  takeProbe(account: string, moment: Date): Promise<boolean> {
    return this.work.asPlatform('try the carrier account', async (tx) => {
      const taken = await rowsOf(
        tx,
        `update carrier_accounts set state = 'PROBING', retry_at = $3, updated_at = $2
         where account = $1 and state <> 'CLOSED' and retry_at <= $2 returning 1`,
        [account, moment, new Date(moment.getTime() + PROBE_MS)],
      );
      return taken.length > 0;
    });
  }

  /** Lets the next asker try at once. Nothing when the trial under way was answered. */
  async endProbe(account: string, moment: Date): Promise<void> {
    await this.work.singleAsPlatform('end a trial of the carrier account', (tx) =>
      tx.query(
        `update carrier_accounts set retry_at = $2, updated_at = $2
         where account = $1 and state = 'PROBING' and retry_at > $2`,
        [account, moment],
      ),
    );
  }

  private async tell(
    tx: EntityManager,
    payload: { state: string; reason: string | null; since: string },
  ): Promise<void> {
    const tenants = await rowsOf<{ id: string }>(tx, "select id from tenants where status = 'ACTIVE'");
    await this.outbox.recordIn(tx, tenants, CarrierAccountChanged, payload);
  }
}

/** A trial that begins is no news, and neither is one that fails. */
function newsOf(was: AccountStanding, now: AccountStanding): { state: string; reason: string | null } | null {
  if (was.state === 'CLOSED' && now.state === 'OPEN') return { state: 'DOWN', reason: now.reason };
  if (was.state !== 'CLOSED' && now.state === 'CLOSED') return { state: 'RECOVERED', reason: was.reason };
  return was.callsPerSecond === null && now.callsPerSecond !== null ? { state: 'SLOWED', reason: null } : null;
}

function standingOf({ callsPerSecond, ...row }: AccountRow): AccountStanding {
  return { ...row, callsPerSecond: callsPerSecond === null ? null : Number(callsPerSecond) };
}

function valuesOf(standing: AccountStanding, moment: Date): readonly unknown[] {
  const { state, since, reason, trips, retryAt, troubles, troublesSince, callsPerSecond, slowedAt } = standing;
  return [state, since ?? moment, reason, trips, retryAt, troubles, troublesSince, callsPerSecond, slowedAt, moment];
}

const COLUMNS = /* sql */ `state, since, reason, trips, retry_at as "retryAt", troubles, troubles_since as "troublesSince",
  calls_per_second as "callsPerSecond", slowed_at as "slowedAt"`;

const UPDATE = /* sql */ `
update carrier_accounts set state = $2, since = $3, reason = $4, trips = $5, retry_at = $6, troubles = $7, troubles_since = $8,
  calls_per_second = $9, slowed_at = $10, updated_at = $11
where account = $1`;
