import { type ContactVerdict, type DialCondition, verdictOf, verdictOfLaw } from './contact-verdict';
import type { ContactDecision } from './rules/contact-decision';

const moment = new Date('2026-07-07T18:01:00Z');
const at = (iso: string): Date => new Date(iso);
const scope = { moment, horizonDays: 21 };

const allowed: ContactVerdict = {
  verdict: 'ALLOW',
  reason: 'OK',
  explanation: 'yes',
  closesAt: at('2026-07-08T00:58Z'),
};
const denied: ContactVerdict = { verdict: 'DENY', reason: 'NO_CONSENT', explanation: 'no' };
const closed = (until: string): ContactVerdict => ({
  verdict: 'DEFER',
  reason: 'OUTSIDE_WINDOW',
  explanation: 'later',
  until: at(until),
});
const wait = (reason: string, until?: string): DialCondition => ({
  verdict: 'DEFER',
  reason,
  explanation: reason,
  ...(until ? { until: at(until) } : {}),
});
const denial: DialCondition = { verdict: 'DENY', reason: 'CAMPAIGN_STOPPED', explanation: 'stopped' };

/** The law says `law` now, and `then` at any other moment. */
const judge = (law: ContactVerdict, conditions: DialCondition[], then: ContactVerdict = allowed): ContactVerdict =>
  verdictOf(law, conditions, { ...scope, lawAt: () => then });

describe('the law and the caller together', () => {
  it.each<[string, ContactVerdict, DialCondition[], string]>([
    ['nothing in the way', allowed, [], 'OK'],
    ['a denial of the law before one of the caller', denied, [denial], 'NO_CONSENT'],
    ['a denial of the caller before a wait of the law', closed('2026-07-08T12:00Z'), [denial], 'CAMPAIGN_STOPPED'],
    ['a denial of the caller before its waits', allowed, [wait('BUDGET'), denial], 'CAMPAIGN_STOPPED'],
    ['a wait of the caller before one of the law', closed('2026-07-08T12:00Z'), [wait('BUDGET')], 'BUDGET'],
    ['the law alone', closed('2026-07-08T12:00Z'), [], 'OUTSIDE_WINDOW'],
  ])('%s', (_what, law, conditions, reason) => {
    expect(judge(law, conditions)).toMatchObject({ reason });
  });

  it('of several waits the longest counts', () => {
    const conditions = [wait('SHORT', '2026-07-07T19:00Z'), wait('LONG', '2026-07-07T20:00Z'), wait('UNKNOWN')];
    expect(judge(allowed, conditions)).toMatchObject({ reason: 'LONG', until: at('2026-07-07T20:00Z') });
  });

  it('a wait that does not know its end is asked again at the next whole five minutes', () => {
    expect(judge(allowed, [wait('BUDGET')])).toMatchObject({ until: at('2026-07-07T18:05Z') });
  });

  it('a wait ends at a moment the law allows', () => {
    const conditions = [wait('BUDGET', '2026-07-08T03:00Z')];
    expect(judge(allowed, conditions, closed('2026-07-08T12:00Z'))).toMatchObject({
      reason: 'BUDGET',
      until: at('2026-07-08T12:00Z'),
    });
  });

  it('what the law denies by then is denied then', () => {
    expect(judge(allowed, [wait('BUDGET', '2026-07-08T03:00Z')], denied)).toMatchObject({
      reason: 'BUDGET',
      until: at('2026-07-08T03:00Z'),
    });
  });
});

describe('the law in words', () => {
  const basis = {
    place: { candidateZones: ['America/New_York'], jurisdictions: ['US', 'US-NY'] },
    rowsApplied: ['US@1900-01-01'],
    rulesVersion: '1',
    because: {},
  };

  it.each<[ContactDecision, ContactVerdict]>([
    [
      { ...basis, verdict: 'ALLOW', reason: 'OK', closesAt: null },
      { verdict: 'ALLOW', reason: 'OK', explanation: 'words', closesAt: null },
    ],
    [
      { ...basis, verdict: 'DENY', reason: 'NATIONAL_DNC' },
      { verdict: 'DENY', reason: 'NATIONAL_DNC', explanation: 'words' },
    ],
    [
      { ...basis, verdict: 'DEFER', reason: 'DAY_CLOSED', nextAllowedAt: at('2026-07-08T12:00Z') },
      { verdict: 'DEFER', reason: 'DAY_CLOSED', explanation: 'words', until: at('2026-07-08T12:00Z') },
    ],
  ])('%#', (decision, verdict) => {
    expect(verdictOfLaw(decision, 'words', scope)).toEqual(verdict);
  });

  it('of a wait without a known end ends where the rules no longer look, the same however often it is asked', () => {
    const hold: ContactDecision = { ...basis, verdict: 'DEFER', reason: 'EMERGENCY_HOLD', nextAllowedAt: null };
    const later = { ...scope, moment: at('2026-07-07T23:59:59Z') };
    expect(verdictOfLaw(hold, 'words', scope)).toMatchObject({ until: at('2026-07-28T00:00Z') });
    expect(verdictOfLaw(hold, 'words', later)).toMatchObject({ until: at('2026-07-28T00:00Z') });
  });
});
