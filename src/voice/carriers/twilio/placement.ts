import { networkCodeOf, neverSent } from '../../../platform/http/never-sent';
import type { PlaceCallResult } from '../../carrier.port';
import { refusalCause } from './error-codes';
import { faultOf, type TwilioFault } from './twilio-fault';

const TIMED_OUT: ReadonlySet<unknown> = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/**
 * What became of a request to dial that did not succeed. Only a proof that nothing was dialed is a refusal: the request never
 * left, or Twilio itself answered 4xx with its error document. Everything else may have dialed.
 */
export function placementOf(error: unknown): PlaceCallResult {
  const fault = faultOf(error);
  if (fault) return fault.code !== undefined && isClientError(fault) ? refused(fault.status, fault.code) : serverError;
  if (neverSent(error)) return { kind: 'REFUSED', outcome: 'FAILED', cause: 'NOT_SENT', ...codeOf(error) };
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
