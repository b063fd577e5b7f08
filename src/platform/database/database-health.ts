import { Injectable } from '@nestjs/common';
import { DatabaseClock } from '../clock/database-clock';
import { APP_ROLE } from '../config/database-logins';
import { AppConnection, PlatformConnection } from './connections';
import { WRONG_CLOCK_MS } from './clock-keeper';
import { newestMigration } from './newest-migration';

/** What the probes ask of the database. */
@Injectable()
export class DatabaseHealth {
  constructor(
    private readonly app: AppConnection,
    private readonly platform: PlatformConnection,
    private readonly clock: DatabaseClock,
  ) {}

  /** @throws when the database cannot be asked; how long the answer may take is for the caller to say. */
  async ping(): Promise<void> {
    await this.app.source.query('select 1');
  }

  /** Why the clock of this machine should be looked at; empty while it is near the database's. The program goes by the latter. */
  clockProblems(): string[] {
    const aheadMs = this.clock.machineAheadMs;
    return Math.abs(aheadMs) > WRONG_CLOCK_MS ? [`the machine's clock is ${Math.round(aheadMs / 1_000)} s ahead`] : [];
  }

  /** 0 when the schema is at the newest migration of this build, 1 when it is behind or ahead. */
  async pendingMigrations(): Promise<number> {
    const rows: { name: string }[] = await this.platform.source.query(
      'select name from migrations order by id desc limit 1',
    );
    return rows[0]?.name === newestMigration() ? 0 : 1;
  }

  /** Reasons why the serving role may not be trusted; empty when it can neither bypass row security nor own a table. */
  async roleProblems(): Promise<string[]> {
    const roles: { rolsuper: boolean; rolbypassrls: boolean }[] = await this.app.source.query(
      'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
    );
    const owned: unknown[] = await this.app.source.query(
      "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and pg_has_role(current_user, c.relowner, 'member') limit 1",
    );
    const problems: string[] = [];
    if (roles[0]?.rolsuper || roles[0]?.rolbypassrls) problems.push(`${APP_ROLE} may bypass row security`);
    if (owned.length > 0) problems.push(`${APP_ROLE} owns tables`);
    return problems;
  }
}
