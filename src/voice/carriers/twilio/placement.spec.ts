import { placementOf } from './placement';

function answered(status: number, code?: number): Error {
  return Object.assign(new Error('the text of a carrier may hold +14155550123'), { status, ...(code ? { code } : {}) });
}

function network(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, isAxiosError: true, ...(syscall ? { syscall } : {}) });
}

describe('placementOf', () => {
  it('takes a 4xx with an error document for a refusal', () => {
    expect(placementOf(answered(400, 21211))).toEqual({
      kind: 'REFUSED',
      outcome: 'INVALID_NUMBER',
      code: '21211',
      cause: 'NUMBER',
    });
    expect(placementOf(answered(401, 20003))).toMatchObject({ outcome: 'FAILED', cause: 'ACCOUNT' });
    expect(placementOf(answered(429, 20429))).toMatchObject({ outcome: 'FAILED', cause: 'RATE_LIMITED' });
  });

  it.each([400, 403, 408, 413, 429])('does not believe a %i without an error document', (status) => {
    expect(placementOf(answered(status))).toEqual({ kind: 'UNKNOWN', cause: 'SERVER_ERROR' });
  });

  it.each([
    [500, 20500],
    [502, undefined],
    [503, 20503],
    [302, undefined],
  ])('does not know what a %i did', (status, code) => {
    expect(placementOf(answered(status, code))).toEqual({ kind: 'UNKNOWN', cause: 'SERVER_ERROR' });
  });

  it.each([
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['ETIMEDOUT', 'connect'],
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
  ])('%s at %s proves that nothing was sent', (code, syscall) => {
    expect(placementOf(network(code, syscall))).toEqual({
      kind: 'REFUSED',
      outcome: 'FAILED',
      code,
      cause: 'NOT_SENT',
    });
  });

  it('looks at the cause the HTTP client wrapped', () => {
    const wrapped = Object.assign(new Error('wrapped', { cause: network('ECONNREFUSED', 'connect') }), {
      code: 'ECONNREFUSED',
    });
    expect(placementOf(wrapped)).toMatchObject({ kind: 'REFUSED', cause: 'NOT_SENT' });
  });

  it('believes several addresses only when every one failed to connect', () => {
    const refused = network('ECONNREFUSED', 'connect');
    const both = Object.assign(new AggregateError([refused, network('ENETUNREACH', 'connect')]), {
      code: 'ECONNREFUSED',
    });
    const one = Object.assign(new AggregateError([refused, network('ECONNRESET', 'read')]), { code: 'ECONNREFUSED' });
    expect(placementOf(both)).toMatchObject({ kind: 'REFUSED', cause: 'NOT_SENT' });
    expect(placementOf(one)).toEqual({ kind: 'UNKNOWN', cause: 'NETWORK' });
  });

  it.each(['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'a refused certificate (%s) proves that nothing was sent',
    (code) => {
      expect(placementOf(network(code))).toMatchObject({ kind: 'REFUSED', cause: 'NOT_SENT' });
    },
  );

  it.each([
    ['ECONNABORTED', undefined, 'TIMEOUT'],
    ['ETIMEDOUT', 'read', 'TIMEOUT'],
    ['ECONNRESET', 'read', 'NETWORK'],
    ['EPIPE', 'write', 'NETWORK'],
    ['ENETUNREACH', 'write', 'NETWORK'],
  ])('%s at %s leaves it unknown (%s)', (code, syscall, cause) => {
    expect(placementOf(network(code, syscall))).toEqual({ kind: 'UNKNOWN', cause });
  });

  it('leaves anything else unknown', () => {
    expect(placementOf(new SyntaxError('Unexpected token'))).toEqual({ kind: 'UNKNOWN', cause: 'NETWORK' });
    expect(placementOf('thrown text')).toEqual({ kind: 'UNKNOWN', cause: 'NETWORK' });
  });
});
