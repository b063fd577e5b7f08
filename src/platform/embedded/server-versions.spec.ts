import { parsePostgresVersion } from './postgres-binaries';
import { parseRedisVersion } from './redis-binaries';

describe('parsePostgresVersion', () => {
  it.each([
    ['postgres (PostgreSQL) 18.4', { major: 18, version: '18.4' }],
    ['postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)', { major: 15, version: '15.13' }],
    ['postgres (PostgreSQL) 19beta1', { major: 19, version: '19beta1' }],
  ])('reads %j', (printed, version) => expect(parsePostgresVersion(printed)).toEqual(version));

  it.each(['spawn /x/postgres ENOENT', 'initdb (PostgreSQL) 18.4', ''])('refuses %j', (printed) =>
    expect(parsePostgresVersion(printed)).toBeUndefined(),
  );
});

describe('parseRedisVersion', () => {
  it.each([
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1', 'Redis 7.0.15'],
    ['Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64', 'Valkey 8.1.1'],
  ])('reads %j', (printed, version) => expect(parseRedisVersion(printed)).toBe(version));

  it('refuses the output of another program', () => expect(parseRedisVersion('redis-cli 7.0.15')).toBeUndefined());
});
