/**
 * Preloaded into the program of a bench (`node --expose-gc -r`): upon SIGUSR2 throws away what nobody holds any more, and writes to the
 * file of LIVE_MEMORY_FILE what is left, in bytes.
 */
const { renameSync, writeFileSync } = require('node:fs');

process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const file = process.env.LIVE_MEMORY_FILE;
  writeFileSync(`${file}.part`, String(heapUsed + external));
  renameSync(`${file}.part`, file);
});
