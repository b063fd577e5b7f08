/** System calls that come before the first byte of a request. */
const BEFORE_SENDING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/** The peer was not who it should be: Node closes such a connection before it hands over the request (nodejs.org/api/tls.html#x509-certificate-error-codes). */
const CERTIFICATE_REFUSED =
  /^(CERT_\w+|CRL_\w+|ERROR_IN_C\w+|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** undici's own word for a connection that did not come about in time; it names no system call. */
const CONNECT_TIMEOUT = 'UND_ERR_CONNECT_TIMEOUT';

/** Code of the error of a request that this program gave up before it had a connection. */
export const NEVER_LEFT = 'NEVER_LEFT';

/**
 * True when what an HTTP client threw proves that no byte of the request left this machine: every attempt to connect failed (Node may
 * try several addresses), the certificate was refused, or the program gave up before it had a connection. Anything else may have arrived, and been acted on.
 */
export function neverSent(error: unknown): boolean {
  const attempts = fieldOf(error, 'errors');
  if (Array.isArray(attempts) && attempts.length > 0) return attempts.every(neverSent);
  if (BEFORE_SENDING.has(fieldOf(error, 'syscall'))) return true;
  const code = fieldOf(error, 'code');
  if (typeof code === 'string' && (code === NEVER_LEFT || code === CONNECT_TIMEOUT || CERTIFICATE_REFUSED.test(code)))
    return true;
  const cause = fieldOf(error, 'cause');
  return cause !== undefined && neverSent(cause);
}

/** The code of the operating system, of Node or of undici, for example ECONNREFUSED, found down the chain of causes. */
export function networkCodeOf(error: unknown): string | undefined {
  const code = fieldOf(error, 'code');
  if (typeof code === 'string') return code;
  const attempts = fieldOf(error, 'errors');
  const inner: unknown = (Array.isArray(attempts) ? attempts[0] : undefined) ?? fieldOf(error, 'cause');
  return inner === undefined ? undefined : networkCodeOf(inner);
}

function fieldOf(thrown: unknown, name: string): unknown {
  return typeof thrown === 'object' && thrown !== null ? (Reflect.get(thrown, name) as unknown) : undefined;
}
