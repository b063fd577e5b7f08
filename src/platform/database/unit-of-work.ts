import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { type DataSource, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import { currentTenantId } from '../context/request-context';
import { UUID } from '../values/uuid';
import { AppConnection, PlatformConnection } from './connections';
import { asCallersFault } from './database.errors';
import { type ReadStatement, rowsRead, soleStatement, type Statements } from './one-trip';

type Hook = () => Promise<void> | void;

interface OpenWork {
  /** Undefined for platform work. */
  readonly tenantId?: string;
  readonly manager: EntityManager;
  readonly afterCommit: Hook[];
  readonly afterRollback: Hook[];
}

/** Runs work in a transaction; when it throws, what is still open is rolled back by whoever asked. */
type Transaction = <T>(runner: QueryRunner, work: () => Promise<T>) => Promise<T>;

const open = new AsyncLocalStorage<OpenWork | undefined>();

/**
 * The one door to the database. A unit of work is one transaction of one tenant; nested calls join it. The tenant is set in the
 * same message as BEGIN, which leaves with the first statement, so neither costs a round trip. Nothing outside the database may be called inside one.
 */
@Injectable()
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);

  constructor(
    private readonly app: AppConnection,
    private readonly platform: PlatformConnection,
  ) {}

  /**
   * Runs `work` in a transaction of the ambient tenant, or inside the one already open for it.
   * @throws TenantRequired before any SQL when no tenant is set; UnstorableText for a character PostgreSQL does not take.
   */
  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const tenantId = currentTenantId();
    const outer = open.getStore();
    if (outer) {
      if (outer.tenantId !== tenantId) throw new Error('A unit of work of another tenant is already open.');
      return work(outer.manager);
    }
    return this.transact(this.app.source, tenantId, work, severalStatements(beginFor(tenantId)));
  }

  /**
   * The same for work of one statement, which costs one round trip instead of two.
   * @throws as `run` does, and for a second statement.
   */
  single<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.alone('BEGIN', work);
  }

  /**
   * The rows of one statement that only reads, in a transaction of its own that costs one round trip, or inside the one open
   * already for the ambient tenant.
   * @throws as `run` does.
   */
  read<R extends object>(statement: ReadStatement, parameters: readonly unknown[]): Promise<R[]> {
    return this.alone('BEGIN READ ONLY', async (tx) =>
      rowsRead<R>(await clientOf(tx.queryRunner), statement, parameters),
    );
  }

  /**
   * Runs `work` across tenants as the housekeeping role. `reason` is for readers of the code and of the log; call this only from
   * places that cannot know the tenant yet (sign-in, key look-up) or that look for work of all tenants (sweeps, relay).
   */
  async asPlatform<T>(reason: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    this.logger.debug({ reason }, 'platform work');
    return open.run(undefined, () => this.transact(this.platform.source, undefined, work, severalStatements()));
  }

  /** The same for one statement. @throws for a second one. */
  async singleAsPlatform<T>(reason: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    this.logger.debug({ reason }, 'platform work');
    return open.run(undefined, () => this.transact(this.platform.source, undefined, work, oneStatement()));
  }

  /** Runs `hook` once the open unit of work has committed; never when it rolls back. A failing hook is logged, not thrown. */
  afterCommit(hook: Hook): void {
    const current = open.getStore();
    if (!current) throw new Error('afterCommit needs an open unit of work.');
    current.afterCommit.push(hook);
  }

  /** Runs `hook` once the open unit of work has failed, to give back what was taken for it outside the database. */
  afterRollback(hook: Hook): void {
    const current = open.getStore();
    if (!current) throw new Error('afterRollback needs an open unit of work.');
    current.afterRollback.push(hook);
  }

  private async alone<T>(begin: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const tenantId = currentTenantId();
    if (open.getStore()) return this.run(work);
    return this.transact(this.app.source, tenantId, work, oneStatement(beginFor(tenantId, begin)));
  }

  /** Hooks run once the connection is back in the pool: they may ask a slow provider, and others need the connection. */
  private async transact<T>(
    source: DataSource,
    tenantId: string | undefined,
    work: (tx: EntityManager) => Promise<T>,
    transaction: Transaction,
  ): Promise<T> {
    const runner = source.createQueryRunner();
    const [afterCommit, afterRollback]: [Hook[], Hook[]] = [[], []];
    const context = { ...(tenantId ? { tenantId } : {}), manager: runner.manager, afterCommit, afterRollback };
    const inside = (): Promise<T> => open.run(context, () => work(runner.manager));
    const result = await this.ended(runner, () => transaction(runner, inside)).catch(async (error: unknown) => {
      await this.runHooks(afterRollback);
      throw error;
    });
    await this.runHooks(afterCommit);
    return result;
  }

  private async ended<T>(runner: QueryRunner, transaction: () => Promise<T>): Promise<T> {
    try {
      return await transaction();
    } catch (error) {
      await this.rollBack(runner);
      throw asCallersFault(error);
    } finally {
      if (!runner.isReleased) await runner.release();
    }
  }

  private async rollBack(runner: QueryRunner): Promise<void> {
    if (!runner.isTransactionActive) return;
    try {
      await runner.rollbackTransaction();
    } catch (error) {
      this.logger.warn('rollback failed; the connection is gone', error);
    }
  }

  private async runHooks(hooks: readonly Hook[]): Promise<void> {
    for (const hook of hooks) {
      try {
        await open.run(undefined, async () => hook());
      } catch (error) {
        this.logger.error('work after a transaction failed', error);
      }
    }
  }
}

/** One simple-protocol message: begin and set the tenant for this transaction only. */
function beginFor(tenantId: string, begin = 'BEGIN'): string {
  if (!UUID.test(tenantId)) throw new Error('A tenant id must be a UUID.');
  return `${begin}; SELECT set_config('app.tenant_id', '${tenantId}', true)`;
}

/** Without `begin` the statement is its own transaction. */
function oneStatement(begin?: string): Transaction {
  return async (runner, work) => {
    const client = await clientOf(runner);
    // TypeORM sends its statements to what it finds here, and gives back what it finds.
    Object.assign(runner, { databaseConnection: soleStatement(client, begin) });
    try {
      return await work();
    } finally {
      Object.assign(runner, { databaseConnection: client });
    }
  };
}

/**
 * TypeORM's own startTransaction sends START TRANSACTION and waits for it. A tenant's leaves with what the work sends first: should it
 * fail, row security lets nothing through without the tenant. The platform role is not under it, and waits.
 */
function severalStatements(beginOfTenant?: string): Transaction {
  return async (runner, work) => {
    const client = await clientOf(runner);
    const begun = client.query(beginOfTenant ?? 'BEGIN');
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    if (beginOfTenant === undefined) await begun;
    const [start, result] = await Promise.allSettled([begun, work()]);
    // Where it could not begin, the work has failed of that.
    if (start.status === 'rejected') throw start.reason;
    if (result.status === 'rejected') throw result.reason;
    await commitTransaction(runner);
    return result.value;
  };
}

/**
 * After a failed statement PostgreSQL keeps nothing of the transaction and answers COMMIT with ROLLBACK, which is no error. TypeORM
 * drops that answer, so the client is asked itself.
 * @throws when the work has caught the error of a statement and gone on.
 */
async function commitTransaction(runner: QueryRunner): Promise<void> {
  const client = await clientOf(runner);
  const { command } = await client.query('COMMIT').catch((error: Error) => {
    throw new QueryFailedError('COMMIT', [], error);
  });
  Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  if (command === 'ROLLBACK')
    throw new Error('Nothing was committed: a statement of this unit of work failed, and its error was caught inside.');
}

async function clientOf(runner: QueryRunner | undefined): Promise<Statements> {
  if (!runner) throw new Error('Statements run inside a unit of work.');
  return (await runner.connect()) as Statements;
}
