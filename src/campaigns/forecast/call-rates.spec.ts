import { readRetryPolicy } from '../rules/retry-policy';
import { atTheirWorst, type CallSample, endingsOf, ratesOf } from './call-rates';

const none: CallSample = { outcomes: {}, secondsPerCall: null, costPerCallMicros: null };
const forty: CallSample = { outcomes: { NO_ANSWER: 20, QUALIFIED: 20 }, secondsPerCall: 30, costPerCallMicros: null };
const company: CallSample = { outcomes: { BUSY: 90, QUALIFIED: 10 }, secondsPerCall: 12, costPerCallMicros: 9_000 };

describe('rates of calls', () => {
  it('are the campaign’s own where it has made thirty, else the company’s, else assumed', () => {
    expect(ratesOf(forty, company)).toMatchObject({ basis: 'CAMPAIGN', costBasis: 'COMPANY', secondsPerCall: 30 });
    expect(ratesOf({ ...none, outcomes: { BUSY: 29 } }, company)).toMatchObject({ basis: 'COMPANY', calls: 100 });
    const assumed = ratesOf(none, none);
    expect(assumed).toMatchObject({ basis: 'ASSUMED', costBasis: 'ASSUMED', costPerCallMicros: 14_000 });
    expect([...assumed.shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('are worse the fewer calls there were, and still add up', () => {
    const few = atTheirWorst(ratesOf(forty, none));
    expect(few.shares.get('NO_ANSWER')).toBeCloseTo(0.648, 3);
    expect([...few.shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    const many = { ...forty, outcomes: { NO_ANSWER: 2_000, QUALIFIED: 2_000 } };
    expect(atTheirWorst(ratesOf(many, none)).shares.get('NO_ANSWER')).toBeLessThan(0.52);
  });

  it('call again as the planner of retries does', () => {
    const endings = endingsOf(ratesOf(forty, none), { maxAttempts: 3, retry: readRetryPolicy({}) });
    expect(endings.map(({ share, againAfterSeconds }) => [share, ...[1, 2, 3].map(againAfterSeconds)])).toEqual([
      [0.5, 3_600, 3_600, null],
      [0.5, null, null, null],
    ]);
  });
});
