import type { PlaceCallResult } from '../../voice/carrier.port';
import {
  type AccountEvidence,
  type AccountStanding,
  afterRequest,
  evidenceOf,
  IN_GOOD_ORDER,
  isProbeDue,
  rateAt,
} from './account-rules';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 6, 7, 18) + seconds * 1_000);
/** 0.5 is the middle of the jitter. */
const after = (standing: AccountStanding, evidence: AccountEvidence, seconds: number, random = 0.5): AccountStanding =>
  afterRequest(standing, evidence, { moment: at(seconds), askedAt: at(seconds), random, wholeRate: 10 });
const afterAll = (...told: [AccountEvidence, number][]): AccountStanding =>
  told.reduce((standing, [evidence, seconds]) => after(standing, evidence, seconds), IN_GOOD_ORDER);
const refused = (cause: string, code?: string): PlaceCallResult =>
  ({ kind: 'REFUSED', outcome: 'FAILED', cause, ...(code ? { code } : {}) }) as PlaceCallResult;

describe('what a request says about the account', () => {
  it.each<[string, PlaceCallResult, AccountEvidence]>([
    ['taken', { kind: 'ACCEPTED', providerCallId: 'CA1' }, 'SERVED'],
    ['a number that does not exist', refused('NUMBER', '21211'), 'SERVED'],
    ['a number the carrier blocks', refused('BLOCKED', '21216'), 'SERVED'],
    ['a caller id of one company', refused('CONFIGURATION', '21210'), 'SERVED'],
    ['wrong credentials', refused('ACCOUNT', '20003'), 'REFUSED'],
    ['too fast', refused('RATE_LIMITED', '20429'), 'TOO_FAST'],
    ['a refused connection', refused('NOT_SENT', 'ECONNREFUSED'), 'UNREACHABLE'],
    ['given up by us', refused('NOT_SENT', 'NEVER_LEFT'), 'NONE'],
    ['leave that lapsed', refused('NOT_SENT'), 'NONE'],
    ['no answer in time', { kind: 'UNKNOWN', cause: 'TIMEOUT' }, 'UNREACHABLE'],
    ['a fault of theirs', { kind: 'UNKNOWN', cause: 'SERVER_ERROR' }, 'UNREACHABLE'],
  ])('%s', (_, result, evidence) => expect(evidenceOf(result)).toBe(evidence));

  it('an account that is at fault after it has accepted', () => {
    expect(evidenceOf(refused('ACCOUNT', '20005'), true)).toBe('TAKEN_IN_VAIN');
  });
});

describe('the breaker of a carrier account', () => {
  it('opens at the third refusal of the account in a row', () => {
    const twice = afterAll(['REFUSED', 0], ['REFUSED', 0]);
    expect(twice).toMatchObject({ state: 'CLOSED', troubles: 2 });
    expect(after(twice, 'REFUSED', 0)).toMatchObject({
      state: 'OPEN',
      reason: 'REFUSED',
      trips: 1,
      since: at(0),
      retryAt: at(15),
      troubles: 0,
    });
    expect(after(after(twice, 'SERVED', 1), 'REFUSED', 1)).toMatchObject({ state: 'CLOSED', troubles: 1 });
  });

  it('opens when five requests in a row, over two seconds, were not served', () => {
    const burst = afterAll(...Array.from({ length: 20 }, (): [AccountEvidence, number] => ['UNREACHABLE', 0]));
    expect(burst).toMatchObject({ state: 'CLOSED', troubles: 20 });
    expect(after(burst, 'UNREACHABLE', 1.9)).toMatchObject({ state: 'CLOSED' });
    expect(after(burst, 'UNREACHABLE', 2)).toMatchObject({ state: 'OPEN', reason: 'UNREACHABLE', retryAt: at(5) });
    expect(afterAll(['UNREACHABLE', 0], ['UNREACHABLE', 1], ['UNREACHABLE', 2], ['UNREACHABLE', 3])).toMatchObject({
      state: 'CLOSED',
    });
  });

  it('opens at the first call that was accepted and failed because of the account, and learns nothing of more', () => {
    const taken = afterAll(['SERVED', 0], ['TAKEN_IN_VAIN', 1]);
    expect(taken).toMatchObject({ state: 'OPEN', reason: 'REFUSED', trips: 1, retryAt: at(16) });
    expect(after(taken, 'TAKEN_IN_VAIN', 2)).toBe(taken);
    const again = after(after({ ...taken, state: 'PROBING' }, 'SERVED', 20), 'TAKEN_IN_VAIN', 21);
    expect(again).toMatchObject({ state: 'OPEN', trips: 2, retryAt: at(51) });
  });

  it('counts as a failed trial only what left after it opened', () => {
    const probing: AccountStanding = {
      ...afterAll(['REFUSED', 5], ['REFUSED', 5], ['REFUSED', 5]),
      state: 'PROBING',
    };
    const told = { moment: at(21), random: 0.5, wholeRate: 10 };
    for (const evidence of ['UNREACHABLE', 'REFUSED', 'TAKEN_IN_VAIN'] as const) {
      expect(afterRequest(probing, evidence, { ...told, askedAt: at(4) })).toBe(probing);
      expect(afterRequest(probing, evidence, { ...told, askedAt: at(20) })).toMatchObject({ state: 'OPEN', trips: 2 });
    }
  });

  it('does not add up faults that lie five minutes apart', () => {
    expect(afterAll(['REFUSED', 0], ['REFUSED', 1], ['REFUSED', 302])).toMatchObject({ state: 'CLOSED', troubles: 1 });
  });

  it('learns nothing from what went out before it opened, but that it works', () => {
    const open = afterAll(['REFUSED', 0], ['REFUSED', 0], ['REFUSED', 0]);
    expect(after(open, 'UNREACHABLE', 1)).toBe(open);
    expect(after(open, 'SERVED', 1)).toMatchObject({ state: 'CLOSED', reason: null, retryAt: null, since: at(1) });
  });

  it('doubles the cool-down with each trial that fails, up to its longest, spread by a fifth', () => {
    let standing = afterAll(['REFUSED', 0], ['REFUSED', 0], ['REFUSED', 0]);
    const waits: number[] = [];
    for (let trial = 0; trial < 7; trial++) {
      standing = after({ ...standing, state: 'PROBING' }, 'REFUSED', 100);
      waits.push(((standing.retryAt?.getTime() ?? 0) - at(100).getTime()) / 1_000);
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300, 300]);
    const spread = [0, 0.999].map((random) => after({ ...standing, state: 'PROBING' }, 'UNREACHABLE', 100, random));
    expect(spread.map(({ retryAt }) => Math.round((retryAt?.getTime() ?? 0) - at(100).getTime()) / 1_000)).toEqual([
      9.6,
      expect.closeTo(14.4, 1),
    ]);
  });

  it('remembers its trips for ten minutes after a recovery', () => {
    const closed = after(afterAll(['REFUSED', 0], ['REFUSED', 0], ['REFUSED', 0]), 'SERVED', 20);
    const again = (seconds: number): AccountStanding =>
      [1, 2, 3].reduce((standing) => after(standing, 'REFUSED', seconds), closed);
    expect(again(30)).toMatchObject({ state: 'OPEN', trips: 2 });
    expect(again(700)).toMatchObject({ state: 'OPEN', trips: 1 });
  });

  it('is due for a trial when its cool-down is over, or a trial has not been answered in time', () => {
    const open = afterAll(['REFUSED', 0], ['REFUSED', 0], ['REFUSED', 0]);
    expect([14.9, 15].map((seconds) => isProbeDue(open, at(seconds)))).toEqual([false, true]);
    expect(isProbeDue({ ...open, state: 'PROBING', retryAt: at(30) }, at(29))).toBe(false);
    expect(isProbeDue(IN_GOOD_ORDER, at(0))).toBe(false);
  });
});

describe('the rate of a carrier account', () => {
  it('is halved by "too fast", once for one haste, and never below a twentieth', () => {
    const once = afterAll(['TOO_FAST', 0], ['TOO_FAST', 0], ['TOO_FAST', 4.9]);
    expect(rateAt(once, at(0), 10)).toBe(5);
    expect(rateAt(after(once, 'TOO_FAST', 5), at(5), 10)).toBeCloseTo(2.75, 5);
    const often = Array.from({ length: 50 }, (_, n) => n * 5).reduce(
      (standing, seconds) => after(standing, 'TOO_FAST', seconds),
      IN_GOOD_ORDER,
    );
    expect(rateAt(often, at(245), 10)).toBeGreaterThanOrEqual(0.5);
  });

  it('comes back by a hundredth of itself each second, up to what is configured', () => {
    const slowed = afterAll(['TOO_FAST', 0]);
    expect([0, 10, 50, 3_600].map((seconds) => rateAt(slowed, at(seconds), 10))).toEqual([5, 6, 10, 10]);
    expect(rateAt(IN_GOOD_ORDER, at(0), 10)).toBe(10);
    expect(after(slowed, 'SERVED', 49.9)).toBe(slowed);
    expect(after(slowed, 'SERVED', 50)).toEqual(IN_GOOD_ORDER);
  });

  it('is no fault: the account stays closed, and an open one answers', () => {
    expect(afterAll(...Array.from({ length: 30 }, (_, n): [AccountEvidence, number] => ['TOO_FAST', n]))).toMatchObject(
      {
        state: 'CLOSED',
        troubles: 0,
      },
    );
    const probing = { ...afterAll(['REFUSED', 0], ['REFUSED', 0], ['REFUSED', 0]), state: 'PROBING' as const };
    expect(after(probing, 'TOO_FAST', 20)).toMatchObject({ state: 'CLOSED' });
  });
});
