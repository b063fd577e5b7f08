import { networkCodeOf, neverSent } from './never-sent';

function failed(code: string, syscall?: string): Error {
  return Object.assign(new Error(code), { code, ...(syscall ? { syscall } : {}) });
}

/** As `fetch` throws it. */
function fetchFailed(cause: Error): Error {
  return new TypeError('fetch failed', { cause });
}

describe('neverSent', () => {
  it.each([
    ['ECONNREFUSED', 'connect'],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['ETIMEDOUT', 'connect'],
    ['ENOTFOUND', 'getaddrinfo'],
    ['EAI_AGAIN', 'getaddrinfo'],
    ['UND_ERR_CONNECT_TIMEOUT', undefined],
    ['CERT_HAS_EXPIRED', undefined],
    ['CERT_NOT_YET_VALID', undefined],
    ['CERT_REVOKED', undefined],
    ['CRL_HAS_EXPIRED', undefined],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', undefined],
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', undefined],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', undefined],
    ['HOSTNAME_MISMATCH', undefined],
    ['INVALID_CA', undefined],
    ['ERR_TLS_CERT_ALTNAME_INVALID', undefined],
  ])('%s (%s) proves it, thrown plainly or by fetch', (code, syscall) => {
    expect(neverSent(failed(code, syscall))).toBe(true);
    expect(neverSent(fetchFailed(failed(code, syscall)))).toBe(true);
  });

  it.each([
    ['ECONNRESET', 'read'],
    ['ETIMEDOUT', 'read'],
    ['EPIPE', 'write'],
    ['ENETUNREACH', 'write'],
    ['ECONNREFUSED', undefined],
    ['ECONNABORTED', undefined],
    ['EPROTO', 'write'],
    ['UND_ERR_SOCKET', undefined],
    ['UND_ERR_HEADERS_TIMEOUT', undefined],
    ['CERTAINLY', undefined],
  ])('%s (%s) proves nothing', (code, syscall) => {
    expect(neverSent(failed(code, syscall))).toBe(false);
    expect(neverSent(fetchFailed(failed(code, syscall)))).toBe(false);
  });

  it('believes several addresses only when every one failed to connect', () => {
    const refused = failed('ECONNREFUSED', 'connect');
    expect(neverSent(new AggregateError([refused, failed('ENETUNREACH', 'connect')]))).toBe(true);
    expect(neverSent(new AggregateError([refused, failed('ECONNRESET', 'read')]))).toBe(false);
    expect(neverSent(new AggregateError([]))).toBe(false);
  });

  it.each([undefined, null, 'ECONNREFUSED', {}, new Error('no code')])('%p proves nothing', (thrown) => {
    expect(neverSent(thrown)).toBe(false);
    expect(networkCodeOf(thrown)).toBeUndefined();
  });
});

describe('networkCodeOf', () => {
  it('looks down the chain of causes, and at the first of several attempts', () => {
    expect(networkCodeOf(failed('EPIPE'))).toBe('EPIPE');
    expect(networkCodeOf(new Error('Connection error.', { cause: fetchFailed(failed('ECONNRESET')) }))).toBe(
      'ECONNRESET',
    );
    expect(networkCodeOf(fetchFailed(new AggregateError([failed('ENOTFOUND')])))).toBe('ENOTFOUND');
    expect(networkCodeOf(Object.assign(new Error('refused'), { code: 21_211 }))).toBeUndefined();
  });
});
