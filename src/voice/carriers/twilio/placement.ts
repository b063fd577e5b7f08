import type { PlaceCallResult } from '../../carrier.port';
import { refusalCause } from './error-codes';
import { faultOf, fieldOf, networkCodeOf, type TwilioFault } from './twilio-fault';

/** System calls that come before the first byte of a request. */
const BEFORE_SENDING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/** The peer was not who it should be: Node closes such a connection before it hands over the request. */
const CERTIFICATE_REFUSED =
  /^(CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/;

const TIMED_OUT: ReadonlySet<unknown> = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/**
 * What became of a request to dial that did not succeed. Only a proof that nothing was dialed is a refusal: the request never
 * left, or Twilio itself answered 4xx with its error document. Everything else may have dialed.
 */
export function placementOf(error: unknown): PlaceCallResult {
  const fault = faultOf(error);
  if (fault) return fault.code !== undefined && isClientError(fault) ? refused(fault.status, fault.code) : serverError;
  if (provesNotSent(error)) return { kind: 'REFUSED', outcome: 'FAILED', cause: 'NOT_SENT', ...codeOf(error) };
  return { kind: 'UNKNOWN', cause: TIMED_OUT.has(networkCodeOf(error)) ? 'TIMEOUT' : 'NETWORK' };
}

const serverError: PlaceCallResult = { kind: 'UNKNOWN', cause: 'SERVER_ERROR' };

function isClientError({ status }: TwilioFault): boolean {
  return status >= 400 && status < 500;
}

function refused(status: number, code: number): PlaceCallResult {
  const cause = refusalCause(status, code);
  return { kind: 'REFUSED', outcome: cause === 'NUMBER' ? 'INVALID_NUMBER' : 'FAILED', code: String(code), cause };
}

function codeOf(error: unknown): { code?: string } {
  const code = networkCodeOf(error);
  return code === undefined ? {} : { code };
}

/** Every attempt to connect failed (Node may try several addresses), or the certificate was refused. */
function provesNotSent(error: unknown): boolean {
  const attempts = fieldOf(error, 'errors');
  if (Array.isArray(attempts) && attempts.length > 0) return attempts.every(provesNotSent);
  if (BEFORE_SENDING.has(fieldOf(error, 'syscall'))) return true;
  if (CERTIFICATE_REFUSED.test(networkCodeOf(error) ?? '')) return true;
  const cause = fieldOf(error, 'cause');
  return cause !== undefined && provesNotSent(cause);
}
