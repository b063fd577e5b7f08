import { startEmulator } from './emulator';
import { optionsFrom } from './emulator.config';

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ emulator: true, ...line })}\n`);
}

async function main(): Promise<void> {
  const emulator = await startEmulator(optionsFrom(process.env));
  say({ msg: 'emulator listening', url: emulator.url });
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    emulator.stop().then(
      () => {
        say({ msg: 'emulator stopped', reason });
        process.exit(0);
      },
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGINT', () => stop('SIGINT'));
  process.once('SIGTERM', () => stop('SIGTERM'));
  // Forked by a parent that has died: do not outlive it.
  process.once('disconnect', () => stop('parent gone'));
}

function fail(error: unknown): void {
  say({ level: 'error', msg: 'emulator failed', error: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

main().catch(fail);
