import {
  AttemptsExhausted,
  CallingWindowClosed,
  LocationUnknown,
  PersonSuppressed,
  PhoneUnusable,
  refusalOf,
} from './compliance.refusals';

const until = new Date('2026-07-08T12:00:00Z');

describe('the refusal of a verdict', () => {
  it('is none when the contact is allowed', () => {
    expect(refusalOf({ verdict: 'ALLOW', reason: 'OK', explanation: 'fine' })).toBeUndefined();
  });

  it.each([
    ['OUTSIDE_WINDOW', CallingWindowClosed, 'CALLING_WINDOW_CLOSED'],
    ['FREQUENCY_CAP', AttemptsExhausted, 'ATTEMPTS_EXHAUSTED'],
  ])('of a deferral by %s names the next moment', (reason, kind, code) => {
    const refusal = refusalOf({ verdict: 'DEFER', reason, explanation: 'why', until });
    expect(refusal).toBeInstanceOf(kind);
    expect(refusal).toMatchObject({ code, message: 'why', nextAllowedAt: until });
  });

  it.each([
    ['PERSON_SUPPRESSED', PersonSuppressed],
    ['LOCATION_UNKNOWN', LocationUnknown],
    ['PHONE_UNUSABLE', PhoneUnusable],
  ])('of a denial is %s', (reason, kind) => {
    const refusal = refusalOf({ verdict: 'DENY', reason, explanation: 'why' });
    expect(refusal).toBeInstanceOf(kind);
    expect(refusal).toMatchObject({ code: reason, message: 'why' });
  });
});
