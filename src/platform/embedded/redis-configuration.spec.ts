import { redisConfiguration } from './redis-server';

const options = { port: 7001, folder: '/home/a b/.data/redis', password: 'secret', persistent: true };

describe('redisConfiguration', () => {
  it('listens on this machine only, asks for a password and never evicts', () => {
    const lines = redisConfiguration(options).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['bind 127.0.0.1', 'port 7001', 'requirepass secret', 'maxmemory-policy noeviction']),
    );
  });

  it('quotes a folder with blanks', () => {
    expect(redisConfiguration(options)).toContain('dir "/home/a b/.data/redis"\n');
  });

  it('keeps every write when it is to last, none otherwise', () => {
    expect(redisConfiguration(options)).toContain('appendonly yes\n');
    expect(redisConfiguration({ ...options, persistent: false })).toContain('appendonly no\n');
  });
});
