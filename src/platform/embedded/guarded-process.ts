import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { serverEnvironment } from './lookup-environment';
import { ServiceAccount } from './service-account';

/** One server program and how it is to end. */
export interface GuardedCommand {
  /** Program and arguments; paths must be absolute, since the working folder is `/`. */
  command: [string, ...string[]];
  /** Signal that stops the server in order. It is repeated every second; after 15 s KILL follows. */
  stopSignal: 'INT' | 'TERM' | 'QUIT' | 'KILL';
  /** Receives what the server prints; emptied at each start. */
  logFile: string;
  env?: Record<string, string>;
  account?: ServiceAccount | undefined;
  /** Folder deleted once the server has ended, whatever ended it; its parent too when that leaves it empty. */
  throwAway?: string | undefined;
}

export interface GuardedProcess {
  /** The guard's process number; the server is its child. */
  pid: number;
  /** True from the moment the server has ended and its throw-away folder is gone. */
  hasEnded(): boolean;
  /** The last lines the server printed, for error messages. */
  logTail(): string;
  /** Resolves when the server has ended. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * The guard waits for two things: the server's end, and the end of descriptor 3, whose other side only our process
 * holds. The system closes that side however we end, kill -9 included, so no server outlives us.
 * A signal alone would not do: a shell ignores INT while initdb runs, hence the repetition.
 */
const GUARD_SCRIPT = `
throw_away=$1 signal=$2; shift 2
"$@" 3<&- &
server=$!
(
  read -r _ <&3
  tries=0
  while kill -s "$signal" "$server" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -le 15 ] || signal=KILL
    sleep 1
  done
) >/dev/null 2>&1 &
watcher=$!
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
if [ -n "$throw_away" ]; then
  rm -rf -- "$throw_away"
  rmdir -- "$(dirname -- "$throw_away")" 2>/dev/null
fi
exit "$code"
`;

/** Starts a server that ends with this process. It lives in its own session: Ctrl-C in our terminal does not reach it. */
export function startGuarded(options: GuardedCommand): GuardedProcess {
  const { child, lifeline } = spawnGuard(options);
  let ended = false;
  const end = new Promise<void>((resolve) => {
    const finish = (): void => {
      ended = true;
      resolve();
    };
    child.once('exit', finish);
    child.once('error', finish);
  });
  // Our process may end on its own while servers run; they end with it.
  child.unref();
  unrefStream(lifeline);
  return {
    pid: child.pid ?? 0,
    hasEnded: () => ended,
    logTail: () => readFileSync(options.logFile, 'utf8').trim().split('\n').slice(-12).join('\n'),
    stop: async () => {
      child.ref();
      lifeline.destroy();
      if (!ended) await end;
    },
  };
}

function spawnGuard(options: GuardedCommand): { child: ChildProcess; lifeline: Duplex } {
  const log = openSync(options.logFile, 'w', 0o600);
  const child = spawn(
    '/bin/sh',
    ['-c', GUARD_SCRIPT, 'guard', options.throwAway ?? '', options.stopSignal, ...options.command],
    {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log, 'pipe'],
      env: serverEnvironment(options.env),
      ...(options.account && { uid: options.account.uid, gid: options.account.gid }),
    },
  );
  closeSync(log);
  const lifeline = child.stdio[3];
  if (!(lifeline instanceof Duplex)) throw new TypeError('the guard has no lifeline');
  // The guard's end of the line closes first when the server ends by itself.
  lifeline.on('error', () => lifeline.destroy());
  return { child, lifeline };
}

function unrefStream(stream: Duplex): void {
  if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
}
