/**
 * Preloaded into the programs a demonstration or a test starts (`node -r`): when the parent is gone, however it went, the
 * program stops in order, and after a while in any case. The system closes the channel between the two for us.
 */
const PATIENCE_MS = 15_000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
});
// Watching must not keep a program alive that has done its work.
process.channel?.unref();
