import Redis from 'ioredis';
import { withClient } from '../../support/administration';
import { cloneDatabase, redisNamespace } from '../../support/test-services';

describe('services of the tests', () => {
  it('gives each caller a migrated database of its own', async () => {
    const [one, two] = await Promise.all([cloneDatabase(), cloneDatabase()]);
    try {
      await withClient(one.ownerUrl, (client) => client.query('CREATE TABLE only_here (id int)'));
      const tables = await withClient(two.ownerUrl, (client) =>
        client.query<{ migrated: string | null; foreign: string | null }>(
          `SELECT to_regclass('tenants')::text AS migrated, to_regclass('only_here')::text AS "foreign"`,
        ),
      );
      expect(tables.rows).toEqual([{ migrated: 'tenants', foreign: null }]);
    } finally {
      await Promise.all([one.drop(), two.drop()]);
    }
  });

  it('removes a clone that is still in use', async () => {
    const clone = await cloneDatabase();
    await withClient(clone.ownerUrl, async (client) => {
      const cut = new Promise<Error>((resolve) => client.on('error', resolve));
      await clone.drop();
      expect((await cut).message).toMatch(/terminat/);
    });
    await expect(withClient(clone.ownerUrl, (client) => client.query('SELECT 1'))).rejects.toThrow('does not exist');
  });

  it('copies databases one after the other', async () => {
    const clones = await Promise.all(Array.from({ length: 6 }, () => cloneDatabase()));
    expect(new Set(clones.map((clone) => clone.ownerUrl)).size).toBe(6);
    await Promise.all(clones.map((clone) => clone.drop()));
  });

  it('gives each caller a key prefix, and a database that can be emptied', async () => {
    const [one, two] = [redisNamespace(), redisNamespace()];
    expect(one.prefix).not.toBe(two.prefix);
    const client = new Redis(one.url);
    try {
      await client.set(`${one.prefix}:key`, 'value');
      await one.flush();
      expect(await client.exists(`${one.prefix}:key`)).toBe(0);
    } finally {
      client.disconnect();
    }
  });
});
