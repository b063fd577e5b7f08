import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { LiveMemory } from './live-memory';

const BYTES_OF_NUMBER = 8;
const NUMBERS_OF_MEGABYTE = 1_048_576 / BYTES_OF_NUMBER;

/** Keeps, or only touches and lets go, so many megabytes of numbers, and answers when that is done. */
const PROGRAM = `
  const kept = [];
  process.on('message', ({ megabytes, isKept }) => {
    for (let made = 0; made < megabytes; made += 1) {
      const numbers = new Array(${NUMBERS_OF_MEGABYTE}).fill(made);
      if (isKept) kept.push(numbers);
    }
    process.send(kept.length);
  });
  process.send('ready');
`;

describe('LiveMemory', () => {
  const memory = new LiveMemory();
  let program: ChildProcess;

  beforeAll(async () => {
    program = spawn(process.execPath, ['-e', PROGRAM], {
      env: { ...process.env, ...memory.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(program, 'message');
  });

  afterAll(() => {
    program.kill('SIGKILL');
    memory.clear();
  });

  async function make(megabytes: number, isKept: boolean): Promise<number> {
    program.send({ megabytes, isKept });
    await once(program, 'message');
    return (await memory.of(program.pid ?? 0)).data;
  }

  it('sees what a program keeps, and not what it let go', async () => {
    const before = await make(0, true);
    expect(Math.abs((await make(100, false)) - before)).toBeLessThan(1);
    const grown = (await make(8, true)) - before;
    expect(Math.abs(grown - 8)).toBeLessThan(1);
  });
});
