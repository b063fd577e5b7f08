import { librariesToDownload } from './redis-package';

const DEPENDS = `redis-tools
  Depends: adduser
  Depends: libatomic1
  Depends: libc6
  Depends: libjemalloc2
 |Depends: liblua5.1-0
  PreDepends: liblzf1
  Depends: <libsystemd-dev>
    libelogind0
redis-server
  Depends: libjemalloc2
`;

describe('librariesToDownload', () => {
  it('names each library that is not installed once', () => {
    const installed = 'libc6 installed\nlibatomic1 installed\nlibjemalloc2 config-files\n';
    expect(librariesToDownload(DEPENDS, installed)).toEqual(['libjemalloc2', 'liblzf1']);
  });

  it('names nothing when all are there', () => {
    const installed = 'libc6 installed\nlibatomic1 installed\nlibjemalloc2 installed\nliblzf1 installed';
    expect(librariesToDownload(DEPENDS, installed)).toEqual([]);
  });
});
