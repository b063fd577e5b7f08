import { FaultBox } from './fault-box';
import { faultNames, faultPlanSchema, type FaultPlan } from './fault-plan';

const plan = (value: unknown): FaultPlan => faultPlanSchema.parse(value);
const boxWith = (value: unknown, seed = 1): FaultBox => {
  const box = new FaultBox({ seed, cps: 0, recordCalls: false, writers: null });
  box.merge(plan(value));
  return box;
};

describe('the fault plan', () => {
  it('takes true, false, null, numbers and settings', () => {
    expect(plan({ drop: true, reorder: false, listLagMs: 250, hangAndDial: 900, duplicate: { copies: 3 } })).toEqual({
      drop: {},
      reorder: null,
      listLagMs: { ms: 250 },
      hangAndDial: { hangMs: 900 },
      duplicate: { copies: 3 },
    });
  });

  it.each([
    [{ dorp: true }],
    [{ drop: { q: 1 } }],
    [{ drop: { p: 2 } }],
    [{ drop: { n: 0 } }],
    [{ refuse: { status: 200 } }],
    [{ http529: { to: '+14155550101' } }],
  ])('refuses %j', (value) => {
    expect(faultPlanSchema.safeParse(value).success).toBe(false);
  });

  it('knows every fault by a name of its own', () => {
    expect(new Set(faultNames).size).toBe(faultNames.length);
    for (const name of faultNames) expect(plan({ [name]: name.endsWith('Ms') ? 5 : true })[name]).toBeDefined();
  });
});

const hits = (seed: number, order: string[]) => {
  const box = boxWith({ drop: { p: 0.3 } }, seed);
  return new Set(order.filter((key) => box.strike('drop', { key })));
};

describe('FaultBox', () => {
  it('strikes always, or so many times', () => {
    const box = boxWith({ drop: true, reorder: { n: 2 } });
    const strikes = [1, 2, 3, 4].map((key) => box.strike('reorder', { key: String(key) }) !== null);
    expect(strikes).toEqual([true, true, false, false]);
    expect(box.strike('drop', { key: 'x' })).toEqual({});
    expect(box.strike('delay', { key: 'x' })).toBeNull();
    expect(box.report()).toEqual(
      [
        { name: 'reorder', settings: { n: 2 }, struck: 2 },
        { name: 'drop', settings: {}, struck: 1 },
      ].sort((a, b) => faultNames.indexOf(a.name as never) - faultNames.indexOf(b.name as never)),
    );
  });

  it('strikes with its probability, the same for the same seed in any order', () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => `+1415555${index}|1`);
    const first = hits(1, keys);
    expect(hits(1, [...keys].reverse())).toEqual(first);
    expect(hits(2, keys)).not.toEqual(first);
    expect(first.size).toBeGreaterThan(250);
    expect(first.size).toBeLessThan(350);
  });

  it('looks at number, event, kind and text', () => {
    const box = boxWith({
      drop: { to: ['+1', '+2'], events: ['completed'] },
      http529: { kind: 'extraction', match: 'budget' },
      refuse: { to: '+3' },
    });
    expect(box.strike('drop', { key: '', to: '+2', event: 'completed' })).not.toBeNull();
    expect(box.strike('drop', { key: '', to: '+2', event: 'ringing' })).toBeNull();
    expect(box.strike('drop', { key: '', to: '+3', event: 'completed' })).toBeNull();
    expect(box.strike('refuse', { key: '' })).toBeNull();
    expect(box.strike('http529', { key: '', kind: 'extraction', text: 'my budget' })).not.toBeNull();
    expect(box.strike('http529', { key: '', kind: 'reply', text: 'my budget' })).toBeNull();
    expect(box.strike('http529', { key: '', kind: 'extraction', text: 'else' })).toBeNull();
  });

  it('merges, replaces and removes', () => {
    const box = boxWith({ drop: true, delay: { ms: 5 } });
    box.merge(plan({ drop: null }));
    expect(box.report().map(({ name }) => name)).toEqual(['delay']);
    box.replace(plan({ reorder: true }));
    expect(box.report().map(({ name }) => name)).toEqual(['reorder']);
  });

  it('counts anew when a fault is set anew', () => {
    const box = boxWith({ drop: { n: 1 } });
    expect(box.strike('drop', { key: 'a' })).not.toBeNull();
    expect(box.strike('drop', { key: 'b' })).toBeNull();
    box.merge(plan({ drop: { n: 1 } }));
    expect(box.strike('drop', { key: 'b' })).not.toBeNull();
  });
});
