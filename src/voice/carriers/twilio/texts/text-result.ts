import { networkCodeOf, neverSent } from '../../../../platform/http/never-sent';
import type { SendTextResult, TextRefusalCause } from '../../../text.port';
import { refusalCause } from '../error-codes';
import { faultOf, type TwilioFault } from '../twilio-fault';

const TIMED_OUT: ReadonlySet<unknown> = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** "Attempt to send to unsubscribed recipient": the person told Twilio itself to stop. */
const UNSUBSCRIBED = 21610;

/** Why Twilio takes or delivers no text, by codes that calls do not have (twilio.com/docs/api/errors). */
const CAUSE_BY_CODE: ReadonlyMap<number, TextRefusalCause> = new Map<number, TextRefusalCause>([
  [UNSUBSCRIBED, 'OPTED_OUT'],
  ...each([21614, 30005, 30006, 63003], 'NUMBER'),
  ...each([21408, 21603, 21606, 21612, 63007], 'CONFIGURATION'),
  ...each([14107, 30001, 63018], 'RATE_LIMITED'),
]);

/**
 * What became of a request to text that did not succeed. Only a proof that nothing was sent is a refusal: the request never left, or
 * Twilio itself answered 4xx with its error document. Everything else may have been sent.
 */
export function textResultOf(error: unknown): SendTextResult {
  const fault = faultOf(error);
  if (fault) return isRefusal(fault) ? refused(fault.status, fault.code) : { kind: 'UNKNOWN', cause: 'SERVER_ERROR' };
  const code = networkCodeOf(error);
  if (neverSent(error)) return { kind: 'REFUSED', cause: 'NOT_SENT', ...(code === undefined ? {} : { code }) };
  return { kind: 'UNKNOWN', cause: TIMED_OUT.has(code) ? 'TIMEOUT' : 'NETWORK' };
}

/** True when the code says that the person told Twilio itself to stop. */
export function isOptOutCode(code: string | number | null | undefined): boolean {
  return Number(code ?? 0) === UNSUBSCRIBED;
}

function isRefusal(fault: TwilioFault): fault is TwilioFault & { readonly code: number } {
  return fault.code !== undefined && fault.status >= 400 && fault.status < 500;
}

function refused(status: number, code: number): SendTextResult {
  return { kind: 'REFUSED', cause: CAUSE_BY_CODE.get(code) ?? refusalCause(status, code), code: String(code) };
}

function each(codes: readonly number[], cause: TextRefusalCause): [number, TextRefusalCause][] {
  return codes.map((code) => [code, cause]);
}
