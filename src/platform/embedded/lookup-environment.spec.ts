import { lookupEnvironment, serverEnvironment } from './lookup-environment';

describe('lookupEnvironment', () => {
  it('takes absolute folders of PATH only: a relative one would be searched in the working folder', () => {
    expect(lookupEnvironment({ PATH: '/usr/bin::node_modules/.bin:/bin' }).path).toEqual(['/usr/bin', '/bin']);
  });

  it('takes an empty variable for an unset one', () => {
    expect(lookupEnvironment({ PG_BIN_DIR: '', REDIS_SERVER_BIN: '' })).toEqual({
      path: [],
      pgBinDir: undefined,
      redisServerBin: undefined,
    });
  });
});

describe('serverEnvironment', () => {
  it('hands on nothing that could change how a server behaves', () => {
    expect(Object.keys(serverEnvironment({ LD_LIBRARY_PATH: '/x' })).sort()).toEqual([
      'LC_ALL',
      'LD_LIBRARY_PATH',
      'PATH',
      'TZ',
    ]);
  });
});
