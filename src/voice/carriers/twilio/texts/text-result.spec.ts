import { isOptOutCode, textResultOf } from './text-result';

function answered(status: number, code?: number): Error {
  return Object.assign(new Error('the text of a carrier may hold +14155550123'), { status, ...(code ? { code } : {}) });
}

function network(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, isAxiosError: true, ...(syscall ? { syscall } : {}) });
}

describe('textResultOf', () => {
  it.each([
    [400, 21610, 'OPTED_OUT'],
    [400, 21211, 'NUMBER'],
    [400, 21614, 'NUMBER'],
    [400, 63003, 'NUMBER'],
    [400, 21606, 'CONFIGURATION'],
    [401, 20003, 'ACCOUNT'],
    [400, 63007, 'CONFIGURATION'],
    [429, 20429, 'RATE_LIMITED'],
    [429, 14107, 'RATE_LIMITED'],
    [400, 63016, 'BLOCKED'],
    [400, 99999, 'BLOCKED'],
  ])('takes %i/%i for a refusal: %s', (status, code, cause) => {
    expect(textResultOf(answered(status, code))).toEqual({ kind: 'REFUSED', cause, code: String(code) });
  });

  it.each([
    [answered(400), 'SERVER_ERROR'],
    [answered(500, 20500), 'SERVER_ERROR'],
    [answered(502), 'SERVER_ERROR'],
    [network('ECONNABORTED'), 'TIMEOUT'],
    [network('ECONNRESET'), 'NETWORK'],
  ])('does not know what %s did', (error, cause) => {
    expect(textResultOf(error)).toEqual({ kind: 'UNKNOWN', cause });
  });

  it('knows a request that never left', () => {
    expect(textResultOf(network('ECONNREFUSED', 'connect'))).toEqual({
      kind: 'REFUSED',
      cause: 'NOT_SENT',
      code: 'ECONNREFUSED',
    });
  });
});

describe('isOptOutCode', () => {
  it.each([
    ['21610', true],
    [21610, true],
    ['30003', false],
    [null, false],
    [undefined, false],
  ])('%s: %s', (code, expected) => {
    expect(isOptOutCode(code)).toBe(expected);
  });
});
