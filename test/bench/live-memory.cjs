/**
 * Preloaded into the program of a bench (`node --expose-gc -r`): upon SIGUSR2 throws away what nobody holds any more, and writes to the
 * file of LIVE_MEMORY_FILE what is left, in bytes: the code the engine has compiled, and everything else.
 */
const { renameSync, writeFileSync } = require('node:fs');
const { getHeapCodeStatistics, setFlagsFromString } = require('node:v8');

// Optimised code is written anew for hours, and what it depends on is kept among the data: it would pass for a leak.
setFlagsFromString('--no-opt');
setFlagsFromString('--no-maglev');

process.on('SIGUSR2', () => {
  // What a finalizer or a weak reference still held is only thrown away by the second.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  const { code_and_metadata_size, bytecode_and_metadata_size } = getHeapCodeStatistics();
  const code = code_and_metadata_size + bytecode_and_metadata_size;
  const file = process.env.LIVE_MEMORY_FILE;
  writeFileSync(`${file}.part`, JSON.stringify({ data: heapUsed + external - code, code }));
  renameSync(`${file}.part`, file);
});
