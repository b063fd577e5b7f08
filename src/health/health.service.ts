import { Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
  type HealthIndicatorResult,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { within } from '../platform/clock/within';
import { DatabaseHealth } from '../platform/database/database-health';
import { ShutdownState } from '../platform/http/shutdown-state';
import type { StalledSweep } from '../platform/metrics/sweep-heartbeat';
import { RedisConnections } from '../platform/pubsub/redis.service';

/** A dependency that has not answered by then counts as down; one question may be several statements. */
const PING_MS = 500;
const QUESTION_MS = 2_000;

type Health = 'up' | 'degraded' | 'down';

/** What the probes of an orchestrator are told. Answers hold names and states only; reasons go to the log. */
@Injectable()
export class HealthService {
  private readonly logger = new Logger(HealthService.name);
  private readonly last = new Map<string, Health>();

  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: DatabaseHealth,
    private readonly redis: RedisConnections,
    private readonly shutdown: ShutdownState,
  ) {}

  /**
   * May traffic come here? PostgreSQL answers and the schema is this build's. Without Redis the process stays ready, degraded:
   * webhooks must still be stored. With a wrong clock too: the program goes by the database's.
   */
  async ready(): Promise<HealthCheckResult> {
    if (this.shutdown.isShuttingDown) return { status: 'shutting_down', info: {}, error: {}, details: {} };
    return this.check([
      this.required('postgres', async () => this.database.ping(), PING_MS),
      this.required('migrations', async () => this.demandMigrated()),
      this.wanted('redis', async () => this.redis.ping(), PING_MS),
      this.wanted('clock', async () => demandNone(this.database.clockProblems())),
    ]);
  }

  /** Has the process what it needs to begin? Also asks what rarely changes: the rights of the role, the settings of Redis. */
  async startup(): Promise<HealthCheckResult> {
    return this.check([
      this.required('migrations', async () => this.demandMigrated()),
      this.required('databaseRole', async () => demandNone(await this.database.roleProblems())),
      this.wanted('redisPolicy', async () => demandNone(await this.redis.policyProblems())),
    ]);
  }

  /** Asks nothing outside this process. @param stalled a sweep that has stopped moving, if one has. */
  async live(stalled?: StalledSweep): Promise<HealthCheckResult> {
    const problems = stalled ? [`The sweep ${stalled.sweep} has not moved for ${stalled.silentMs} ms.`] : [];
    return this.check([this.required('sweep', async () => demandNone(problems))]);
  }

  private async check(questions: HealthIndicatorFunction[]): Promise<HealthCheckResult> {
    try {
      return await this.checks.check(questions);
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }

  private required(name: string, ask: () => Promise<void>, limitMs = QUESTION_MS): HealthIndicatorFunction {
    return async () => this.answer(name, () => within(limitMs, ask), 'down');
  }

  private wanted(name: string, ask: () => Promise<void>, limitMs = QUESTION_MS): HealthIndicatorFunction {
    return async () => this.answer(name, () => within(limitMs, ask), 'degraded');
  }

  private async answer(
    name: string,
    ask: () => Promise<void>,
    failure: 'down' | 'degraded',
  ): Promise<HealthIndicatorResult> {
    const session = this.indicators.check(name);
    try {
      await ask();
      this.note(name, 'up');
      return session.up();
    } catch (error) {
      this.note(name, failure, error);
      return failure === 'down' ? session.down() : session.degraded();
    }
  }

  /** Logs a state when it changes: probes come every few seconds. */
  private note(name: string, state: Health, reason?: unknown): void {
    const before = this.last.get(name) ?? 'up';
    this.last.set(name, state);
    if (before === state) return;
    if (state === 'up') this.logger.log(`Health of ${name} is up again`);
    else this.logger.warn(`Health of ${name} is ${state}`, reason);
  }

  private async demandMigrated(): Promise<void> {
    if ((await this.database.pendingMigrations()) > 0)
      throw new Error('The schema is not at the version of this build.');
  }
}

function demandNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('; '));
}
