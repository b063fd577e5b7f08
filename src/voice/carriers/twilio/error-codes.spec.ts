import { causeOfCode, refusalCause } from './error-codes';

describe('refusalCause', () => {
  it.each([
    [400, 21211, 'NUMBER'],
    [400, 21214, 'NUMBER'],
    [400, 21217, 'NUMBER'],
    [400, 13224, 'NUMBER'],
    [400, 21216, 'BLOCKED'],
    [400, 13225, 'BLOCKED'],
    [401, 20003, 'ACCOUNT'],
    [403, 20005, 'ACCOUNT'],
    [404, 20404, 'ACCOUNT'],
    [400, 21210, 'CONFIGURATION'],
    [400, 21212, 'CONFIGURATION'],
    [400, 21215, 'CONFIGURATION'],
    [400, 21219, 'CONFIGURATION'],
    [429, 20429, 'RATE_LIMITED'],
    [400, 15002, 'RATE_LIMITED'],
  ])('%i with code %i is %s', (status, code, cause) => {
    expect(refusalCause(status, code)).toBe(cause);
  });

  it('is the same for a call that fails later, and unknown for a code nobody has met', () => {
    expect(causeOfCode(13_227)).toBe(refusalCause(400, 13_227));
    expect(causeOfCode(99_999)).toBeUndefined();
  });

  it('goes by the status when the code is new', () => {
    expect(refusalCause(429, 99_999)).toBe('RATE_LIMITED');
    expect(refusalCause(403, 99_999)).toBe('CONFIGURATION');
  });

  it('never marks a number bad for a code it does not know', () => {
    expect(refusalCause(400, 99_999)).toBe('BLOCKED');
  });
});
