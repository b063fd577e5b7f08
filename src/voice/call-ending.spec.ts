import { endingOf } from './call-ending';
import type { CarrierStatus } from './carrier.port';

describe('endingOf', () => {
  it.each<[CarrierStatus]>([['QUEUED'], ['INITIATED'], ['RINGING'], ['IN_PROGRESS']])('%s has not ended', (status) => {
    expect(endingOf({ status, answeredBy: 'MACHINE', sipCode: 486 })).toBeNull();
  });

  it('does not take an unknown status for an end', () => {
    expect(endingOf({})).toBeNull();
  });

  it.each([
    ['HUMAN', null],
    ['UNKNOWN', null],
    [undefined, null],
    ['MACHINE', 'VOICEMAIL'],
    ['FAX', 'VOICEMAIL'],
  ] as const)('a completed call answered by %s has outcome %s', (answeredBy, outcome) => {
    expect(endingOf({ status: 'COMPLETED', answeredBy })).toEqual({ status: 'COMPLETED', outcome });
  });

  it.each([
    ['NO_ANSWER', 'NO_ANSWER'],
    ['BUSY', 'BUSY'],
    ['CANCELED', 'NO_ANSWER'],
    ['FAILED', 'FAILED'],
  ] as const)('%s has outcome %s', (status, outcome) => {
    expect(endingOf({ status })).toEqual({ status, outcome });
  });

  it.each([
    [404, 'FAILED', 'INVALID_NUMBER', undefined],
    [410, 'FAILED', 'INVALID_NUMBER', undefined],
    [484, 'FAILED', 'INVALID_NUMBER', undefined],
    [604, 'FAILED', 'INVALID_NUMBER', undefined],
    [480, 'NO_ANSWER', 'NO_ANSWER', undefined],
    [408, 'NO_ANSWER', 'NO_ANSWER', undefined],
    [486, 'BUSY', 'BUSY', undefined],
    [600, 'BUSY', 'BUSY', undefined],
    [403, 'BUSY', 'BUSY', undefined],
    [603, 'BUSY', 'BUSY', undefined],
    [607, 'BUSY', 'BUSY', undefined],
    [608, 'BUSY', 'BUSY', undefined],
    [487, 'CANCELED', 'NO_ANSWER', undefined],
    [401, 'FAILED', 'FAILED', 'CONFIGURATION'],
    [407, 'FAILED', 'FAILED', 'CONFIGURATION'],
    [500, 'FAILED', 'FAILED', undefined],
    [503, 'FAILED', 'FAILED', undefined],
    [580, 'FAILED', 'FAILED', undefined],
    [606, 'FAILED', 'FAILED', undefined],
    [699, 'FAILED', 'FAILED', undefined],
  ])('a failed call with SIP %i ends as %s with outcome %s', (sipCode, status, outcome, cause) => {
    expect(endingOf({ status: 'FAILED', sipCode })).toEqual({ status, outcome, ...(cause ? { cause } : {}) });
  });

  it.each([
    ['NUMBER', { status: 'FAILED', outcome: 'INVALID_NUMBER' }],
    ['BLOCKED', { status: 'FAILED', outcome: 'FAILED' }],
    ['CONFIGURATION', { status: 'FAILED', outcome: 'FAILED', cause: 'CONFIGURATION' }],
    ['ACCOUNT', { status: 'FAILED', outcome: 'FAILED', cause: 'ACCOUNT' }],
    ['RATE_LIMITED', { status: 'FAILED', outcome: 'FAILED', cause: 'RATE_LIMITED' }],
  ] as const)('the cause %s outweighs the SIP code', (cause, ending) => {
    expect(endingOf({ status: 'FAILED', sipCode: 486, cause })).toEqual(ending);
  });
});
