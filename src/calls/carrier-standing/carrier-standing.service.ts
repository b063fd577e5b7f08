import { randomInt } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, monotonicMs } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import type { PlaceCallResult } from '../../voice/carrier.port';
import {
  type AccountState,
  type AccountStanding,
  afterRequest,
  evidenceOf,
  IN_GOOD_ORDER,
  isProbeDue,
  rateAt,
  type RequestMade,
} from './account-rules';
import { AccountStore, type NamedStanding } from './account-store.service';

/** An answer is good for this long; a change made in this process is seen at once. */
const KEPT_MS = 500;
const RANDOM_STEPS = 1_000_000;

export type Admission = 'FREELY' | 'AS_TRIAL' | 'NO';

interface Kept {
  readonly standing: Promise<AccountStanding>;
  readonly readMs: number;
}

/**
 * How accounts at the carrier stand, for all companies and workers together: whether calls are taken from one, and how fast. It is
 * kept in PostgreSQL; a healthy account costs one short read twice a second in each process, and no write.
 */
@Injectable()
export class CarrierStanding {
  private readonly logger = new Logger(CarrierStanding.name);
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
  ) {}

  /**
   * CLOSED: calls are taken. OPEN: nobody is to be dialed before `retryAt`. PROBING: a trial is due (`retryAt` null) or under way, and
   * one call is claimed for it at most. `callsPerSecond` is what may be started now. Opens a connection of its own now and then: do not
   * ask inside platform work.
   */
  async of(account: string): Promise<{ state: AccountState; callsPerSecond: number; retryAt: Date | null }> {
    const standing = await this.read(account);
    const moment = this.clock.now();
    const isDue = isProbeDue(standing, moment);
    return {
      state: isDue ? 'PROBING' : standing.state,
      callsPerSecond: rateAt(standing, moment, this.wholeRate),
      retryAt: isDue ? null : standing.retryAt,
    };
  }

  /** Accounts that have given trouble, by name. */
  async list(): Promise<(NamedStanding & { readonly callsPerSecond: number })[]> {
    const moment = this.clock.now();
    const named = await this.accounts.list();
    return named.map((one) => ({ ...one, callsPerSecond: rateAt(one.standing, moment, this.wholeRate) }));
  }

  /** Whether a call may be tried on the account. FREELY: as fast as its rate. AS_TRIAL: this one, and nobody else until it is answered. */
  async admit(account: string): Promise<Admission> {
    const { state } = await this.of(account);
    if (state === 'CLOSED') return 'FREELY';
    if (state === 'OPEN') return 'NO';
    const isTaken = await this.accounts.takeProbe(account, this.clock.now());
    this.kept.delete(account);
    return isTaken ? 'AS_TRIAL' : 'NO';
  }

  /**
   * The call that was to be a trial is done with. If nothing was learned of it, it was not made after all: another may be tried at once.
   * Never throws: a trial that is not ended lapses.
   */
  async endTrial(account: string): Promise<void> {
    try {
      await this.accounts.endProbe(account, this.clock.now());
      this.kept.delete(account);
    } catch (error) {
      this.logger.warn('the next trial of the carrier account waits until this one lapses', error);
    }
  }

  /** Learns from what became of a request. Never throws: the call itself matters more. */
  async record(account: string, result: PlaceCallResult, { askedAt, wasTaken }: RequestMade): Promise<void> {
    const evidence = evidenceOf(result, wasTaken);
    try {
      const known = await this.read(account);
      const judging = { moment: this.clock.now(), askedAt, random: randomInt(RANDOM_STEPS) / RANDOM_STEPS };
      const judge = (standing: AccountStanding): AccountStanding =>
        afterRequest(standing, evidence, { ...judging, wholeRate: this.wholeRate });
      if (judge(known) === known) return;
      const change = await this.accounts.change(account, judge, judging.moment);
      this.kept.set(account, { standing: Promise.resolve(change.now), readMs: monotonicMs() });
      if (change.now.state !== change.was.state) this.report(change.now);
    } catch (error) {
      this.logger.warn('what a request says about the carrier account was not recorded', { evidence }, error);
    }
  }

  private get wholeRate(): number {
    return this.config.dialing.callsPerSecond;
  }

  private report({ state, reason, retryAt }: AccountStanding): void {
    if (state === 'OPEN')
      this.logger.error('the carrier takes no calls from the account', { reason, retryAt: retryAt?.toISOString() });
    else this.logger.log('the carrier account moved', { state });
  }

  /** Many who ask at once share one read. */
  private async read(account: string): Promise<AccountStanding> {
    const kept = this.kept.get(account);
    if (kept && monotonicMs() - kept.readMs < KEPT_MS) return kept.standing;
    const standing = this.accounts.find(account).then((found) => found ?? IN_GOOD_ORDER);
    this.kept.set(account, { standing, readMs: monotonicMs() });
    standing.catch(() => this.kept.delete(account));
    return standing;
  }
}
