import {
  type Answer,
  delayAfter,
  isGivenUp,
  PATIENCE_FAILURES,
  PATIENCE_MS,
  RETRIES_MS,
  verdictOf,
} from './webhook-policy';

const NOW = new Date('2026-11-20T09:00:00Z');
const answer = (change: Partial<Answer>): Answer => ({ status: 200, error: null, ...change });
const rest = (status: number, retryAfter?: string): number | null => {
  const verdict = verdictOf(answer({ status, retryAfter }), NOW);
  return verdict.kind === 'RETRY' ? verdict.restMs : null;
};

describe('an answer', () => {
  it.each([
    [200, 'DELIVERED'],
    [204, 'DELIVERED'],
    [299, 'DELIVERED'],
    [301, 'RETRY'],
    [302, 'RETRY'],
    [304, 'RETRY'],
    [400, 'RETRY'],
    [401, 'RETRY'],
    [404, 'RETRY'],
    [410, 'GONE'],
    [429, 'RETRY'],
    [500, 'RETRY'],
    [503, 'RETRY'],
    [199, 'RETRY'],
  ])('%i is %s', (status, kind) => {
    expect(verdictOf(answer({ status }), NOW).kind).toBe(kind);
  });

  it('that never began is tried again, and says why', () => {
    const verdict = verdictOf(answer({ status: null, error: 'CONNECTION ECONNREFUSED' }), NOW);
    expect(verdict).toEqual({ kind: 'RETRY', error: 'CONNECTION ECONNREFUSED', restMs: null });
  });

  it('names redirects', () => {
    expect(verdictOf(answer({ status: 302 }), NOW)).toMatchObject({ error: 'REDIRECT 302' });
  });
});

describe('patience', () => {
  it.each([
    ['120', 120_000],
    [' 7 ', 7_000],
    ['0', 0],
    ['Fri, 20 Nov 2026 09:01:00 GMT', 60_000],
    ['Fri, 20 Nov 2026 08:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['Fri, 20 Nov 2099 09:01:00 GMT', 86_400_000],
    ['soon', 30_000],
    ['', 30_000],
    [undefined, 30_000],
  ])('asked for by “%s” is %i ms', (retryAfter, ms) => {
    expect(rest(429, retryAfter)).toBe(ms);
  });

  it('is for who asks for it', () => {
    expect([429, 502, 503, 504].map((status) => rest(status, '9'))).toEqual([9_000, 9_000, 9_000, 9_000]);
    expect([500, 404, 302].map((status) => rest(status, '9'))).toEqual([null, null, null]);
  });
});

describe('the next attempt', () => {
  it('is later each time, a tenth either way, and there is an end', () => {
    expect(delayAfter(1, 0.5)).toBe(5_000);
    expect([delayAfter(2, 0), delayAfter(2, 1)]).toEqual([270_000, 330_000]);
    expect(delayAfter(RETRIES_MS.length, 0.5)).toBe(86_400_000);
    expect(delayAfter(RETRIES_MS.length + 1, 0.5)).toBeNull();
  });
});

describe('an endpoint', () => {
  const since = (ms: number) => new Date(NOW.getTime() - ms);
  it.each([
    ['after five days of nothing but failures', PATIENCE_MS, PATIENCE_FAILURES, true],
    ['not a moment before', PATIENCE_MS - 1, 1_000, false],
    ['not for a few failures days apart', PATIENCE_MS * 3, PATIENCE_FAILURES - 1, false],
  ])('is given up %s', (_, ms, failures, expected) => {
    expect(isGivenUp({ failingSince: since(ms), failures }, NOW)).toBe(expected);
  });
});
