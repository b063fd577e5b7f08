import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armFailpoints, failpoint } from './failpoint';
import { FAILPOINTS, parseFailpoints } from './failpoint-plan';
import { InjectedFault, StrikingFailpoints } from './striking-failpoints';

describe('the plan of failpoints', () => {
  it('is read with its settings', () => {
    expect(parseFailpoints(' dial.post_sent=kill,after=20 ; dial.checked=stop:60000,once,p=0.5,seed=7;')).toEqual([
      { name: 'dial.post_sent', action: 'kill', ms: 0, p: 1, n: Infinity, after: 20, seed: 1 },
      { name: 'dial.checked', action: 'stop', ms: 60_000, p: 0.5, n: 1, after: 0, seed: 7 },
    ]);
    expect(parseFailpoints('')).toEqual([]);
  });

  it.each([
    'dial.post=kill',
    'dial.checked',
    'dial.checked=explode',
    'dial.checked=stop',
    'dial.checked=kill:5',
    'dial.checked=kill,twice',
    'dial.checked=kill,p=often',
    'dial.checked=kill,n=',
  ])('refuses %s', (plan) => {
    expect(() => parseFailpoints(plan)).toThrow();
  });
});

describe('a failpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'failpoints-'));
  const log = join(folder, 'log');
  const arm = (plan: string): void => armFailpoints(new StrikingFailpoints(parseFailpoints(plan), log));

  afterEach(() => armFailpoints(undefined));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is nothing while nobody asks for it', () => {
    expect(failpoint('dial.checked')).toBeUndefined();
    arm('dial.before_post=throw');
    expect(failpoint('dial.checked')).toBeUndefined();
  });

  it('strikes as often as planned, after as many passes as planned, and says so', () => {
    arm('dial.checked=throw,after=2,n=2');
    const strikes = Array.from({ length: 6 }, () => thrownBy(() => failpoint('dial.checked')));
    expect(strikes.map((error) => error instanceof InjectedFault)).toEqual([false, false, true, true, false, false]);
    expect(readFileSync(log, 'utf8')).toBe(`dial.checked throw ${process.pid} 0\n`.repeat(2));
  });

  it('strikes with its probability, the same for the same seed', () => {
    const strikes = (seed: number): boolean[] => {
      arm(`import.batch=throw,p=0.3,seed=${seed}`);
      return Array.from({ length: 1_000 }, () => thrownBy(() => failpoint('import.batch')) !== undefined);
    };
    const [first, again, other] = [strikes(1), strikes(1), strikes(2)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    const count = first.filter(Boolean).length;
    expect(count).toBeGreaterThan(250);
    expect(count).toBeLessThan(350);
  });

  it('waits and stands still', async () => {
    arm('dial.checked=sleep:5;dial.before_post=block:5;outbox.published=note');
    await expect(failpoint('dial.checked')).resolves.toBeUndefined();
    const begun = performance.now();
    expect(failpoint('dial.before_post')).toBeUndefined();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(5);
    expect(failpoint('outbox.published')).toBeUndefined();
  });

  it.each(['kill', 'stop'])('sends the signal of %s to its own process', (action) => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    arm(action === 'kill' ? 'dial.checked=kill' : 'dial.checked=stop:5');
    void failpoint('dial.checked');
    expect(kill).toHaveBeenCalledWith(process.pid, action === 'kill' ? 'SIGKILL' : 'SIGSTOP');
    kill.mockRestore();
  });
});

describe('the source', () => {
  const root = join(__dirname, '../..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith(join('platform', 'failpoints')),
  );
  const places = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/failpoint\('([^']+)'\)/g)].map(([, name]) => name),
  );

  it('has every declared failpoint in one place, and no other', () => {
    expect(places.toSorted()).toEqual([...FAILPOINTS].toSorted());
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
