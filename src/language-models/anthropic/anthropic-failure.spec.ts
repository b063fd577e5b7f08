import { APIConnectionError, APIConnectionTimeoutError } from '@anthropic-ai/sdk';
import { toModelFailure } from './anthropic-failure';

/** As the SDK wraps what `fetch` throws. */
function connection(code: string, syscall?: string): APIConnectionError {
  const cause = Object.assign(new Error(code), { code, ...(syscall ? { syscall } : {}) });
  return new APIConnectionError({ cause: new TypeError('fetch failed', { cause }) });
}

describe('a connection that failed', () => {
  it.each([
    ['ECONNREFUSED', 'connect', 'NOTHING'],
    ['ENOTFOUND', 'getaddrinfo', 'NOTHING'],
    ['SELF_SIGNED_CERT_IN_CHAIN', undefined, 'NOTHING'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', undefined, 'NOTHING'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', undefined, 'NOTHING'],
    ['UND_ERR_CONNECT_TIMEOUT', undefined, 'NOTHING'],
    ['ECONNRESET', 'read', 'UNKNOWN'],
    ['UND_ERR_SOCKET', undefined, 'UNKNOWN'],
  ])('by %s (%s) has cost %s', (code, syscall, spent) => {
    expect(toModelFailure(connection(code, syscall), new Date(0))).toMatchObject({ spent, reason: code });
  });

  it('may have cost something when nobody says why, or the answer did not begin in time', () => {
    const silent = toModelFailure(new APIConnectionError({}), new Date(0));
    expect(silent).toMatchObject({ spent: 'UNKNOWN', reason: 'connection_error' });
    expect(toModelFailure(new APIConnectionTimeoutError(), new Date(0))).toMatchObject({ spent: 'UNKNOWN' });
  });

  it('is thrown on when it is no failure of the model', () => {
    expect(() => toModelFailure(new RangeError('a bug'), new Date(0))).toThrow('a bug');
  });
});
