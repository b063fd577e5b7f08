import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { Client } from 'pg';
import { ensureDatabaseRoles } from '../../../src/platform/database/database-roles';
import { ownerDataSource } from '../../../src/platform/database/data-source';
import { siblingUrl, withClient } from '../../support/administration';
import { readTestEnvironment, TEST_ROLE_SECRET } from '../../support/test-environment';
import { brokenInvariants } from '../../support/invariants';

const BUDGETS = 1763600019000;

/** Books of before there were budgets of money: they are kept, and add up in the new measures. */
describe('a database from before budgets of money', () => {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const { databaseUrl } = readTestEnvironment();
  const url = siblingUrl(databaseUrl, name);
  let owner: Client;

  beforeAll(async () => {
    await withClient(databaseUrl, (client) => client.query(`create database ${name} template template0`));
    owner = new Client({ connectionString: url });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await withClient(databaseUrl, (client) => client.query(`drop database ${name} with (force)`));
  });

  /** Brings the schema to the newest migration before `until`, or to the newest. */
  async function migrate(until = Number.MAX_SAFE_INTEGER): Promise<void> {
    const source = ownerDataSource(url);
    await source.initialize();
    try {
      Object.assign(source, { migrations: source.migrations.filter((one) => stampOf(one) < until) });
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
  }

  it('keeps what was spent, what is held, and to whom it belongs', async () => {
    await ensureDatabaseRoles(owner, TEST_ROLE_SECRET);
    await migrate(BUDGETS);
    const [tenant, project, campaign] = [uuidv7(), uuidv7(), uuidv7()];
    const [settled, held, released] = [uuidv7(), uuidv7(), uuidv7()];
    await owner.query(
      `insert into tenants (id, name, slug, default_country, time_zone) values ($1, 'Acme', 'acme', 'US', 'America/New_York')`,
      [tenant],
    );
    await owner.query(
      `insert into projects (tenant_id, id, name, created_at, updated_at) values ($1, $2, 'Towers', now(), now())`,
      [tenant, project],
    );
    await owner.query(
      `insert into campaigns (tenant_id, id, project_id, name, created_at, updated_at) values ($1, $2, $3, 'Spring', now(), now())`,
      [tenant, campaign, project],
    );
    await owner.query('insert into campaign_progress (tenant_id, campaign_id) values ($1, $2)', [tenant, campaign]);
    await owner.query(
      `insert into token_budgets (tenant_id, period, token_limit, used, reserved) values ($1, '2026-07', 1000, 70, 200)`,
      [tenant],
    );
    await owner.query(
      `insert into token_reservations
         (tenant_id, id, period, purpose, model, campaign_id, amount, state, settled_amount, created_at, expires_at) values
        ($1, $2, '2026-07', 'CALL_TURN', 'm', $5, 100, 'SETTLED', 70, now(), now()),
        ($1, $3, '2026-07', 'CALL_TURN', 'm', $5, 200, 'HELD', null, now(), now()),
        ($1, $4, '2026-07', 'CALL_TURN', 'm', null, 50, 'RELEASED', 0, now(), now())`,
      [tenant, settled, held, released, campaign],
    );
    // Settled after the month had ended where the company is: it stays in its month.
    await owner.query(
      `insert into usage_entries (tenant_id, id, period, reservation_id, kind, purpose, model, campaign_id, tokens, cost_micros, created_at)
       values ($1, $2, '2026-07', $3, 'MODEL_TOKENS', 'CALL_TURN', 'm', $4, 70, 35, '2026-08-01T05:00:00Z')`,
      [tenant, uuidv7(), settled, campaign],
    );

    await migrate();
    const rowOf = async (text: string): Promise<unknown> => (await owner.query(text)).rows[0];
    const figures = 'used::int, reserved::int, money_used_micros::int as money, money_reserved_micros::int as held';
    const books = { used: 70, reserved: 200, money: 35, held: 10_000 };
    expect(await rowOf(`select ${figures}, money_limit_micros::int as limit from token_budgets`)).toEqual({
      ...books,
      limit: 200_000_000,
    });
    expect(await rowOf(`select ${figures}, token_limit, money_limit_micros from campaign_budgets`)).toEqual({
      ...books,
      token_limit: null,
      money_limit_micros: null,
    });
    expect(await rowOf('select day::text, tokens::int, cost_micros::int from usage_days')).toEqual({
      day: '2026-07-31',
      tokens: 70,
      cost_micros: 35,
    });
    expect(await brokenInvariants(url)).toEqual([]);
  });
});

/** TypeORM keeps the moment of a migration at the end of its class's name. */
function stampOf(migration: object): number {
  return Number(migration.constructor.name.slice(-13));
}
