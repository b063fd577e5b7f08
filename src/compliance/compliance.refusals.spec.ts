import {
  AttemptsExhausted,
  CALLING_RULE_REFUSALS,
  CallingDutyUnmet,
  CallingWindowClosed,
  ConsentMissing,
  ContactProhibited,
  LocationUnknown,
  PersonSuppressed,
  PhoneUnusable,
  refusalOf,
} from './compliance.refusals';
import { DEFER_REASONS, DENY_REASONS } from './rules/contact-decision';

const until = new Date('2026-07-08T12:00:00Z');

describe('the refusal of a verdict', () => {
  it('is none when the contact is allowed', () => {
    expect(refusalOf({ verdict: 'ALLOW', reason: 'OK', explanation: 'fine', closesAt: null })).toBeUndefined();
  });

  it.each([
    ['OUTSIDE_WINDOW', CallingWindowClosed, 'CALLING_WINDOW_CLOSED'],
    ['HOLIDAY_CLOSED', CallingWindowClosed, 'CALLING_WINDOW_CLOSED'],
    ['EMERGENCY_HOLD', CallingWindowClosed, 'CALLING_WINDOW_CLOSED'],
    ['FREQUENCY_CAP', AttemptsExhausted, 'ATTEMPTS_EXHAUSTED'],
  ])('of a deferral by %s names the next moment', (reason, kind, code) => {
    const refusal = refusalOf({ verdict: 'DEFER', reason, explanation: 'why', until });
    expect(refusal).toBeInstanceOf(kind);
    expect(refusal).toMatchObject({ code, message: 'why', nextAllowedAt: until });
  });

  it.each([
    ['INTERNAL_DNC', PersonSuppressed, 'PERSON_SUPPRESSED'],
    ['LOCATION_UNKNOWN', LocationUnknown, 'LOCATION_UNKNOWN'],
    ['PHONE_UNUSABLE', PhoneUnusable, 'PHONE_UNUSABLE'],
    ['NO_CONSENT', ConsentMissing, 'CONSENT_MISSING'],
    ['CONSENT_REVOKED', ConsentMissing, 'CONSENT_MISSING'],
    ['NATIONAL_DNC', ContactProhibited, 'CONTACT_PROHIBITED'],
    ['DNC_SCRUB_STALE', CallingDutyUnmet, 'CALLING_DUTY_UNMET'],
  ])('of a denial by %s has its code', (reason, kind, code) => {
    const refusal = refusalOf({ verdict: 'DENY', reason, explanation: 'why' });
    expect(refusal).toBeInstanceOf(kind);
    expect(refusal).toMatchObject({ code, message: 'why' });
  });

  it.each([...DENY_REASONS, 'SOMETHING_NEW'])(
    'of a denial by %s is one that clients know, and names a rule they do not',
    (reason) => {
      const refusal = refusalOf({ verdict: 'DENY', reason, explanation: 'why' });
      expect(CALLING_RULE_REFUSALS.some((kind) => refusal instanceof kind)).toBe(true);
      if (refusal && 'reason' in refusal) expect(refusal.reason).toBe(reason);
    },
  );

  it.each(DEFER_REASONS)('of a deferral by %s is one that clients know', (reason) => {
    const refusal = refusalOf({ verdict: 'DEFER', reason, explanation: 'why', until });
    expect(CALLING_RULE_REFUSALS.some((kind) => refusal instanceof kind)).toBe(true);
  });
});
