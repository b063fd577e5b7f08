import type { CallRequest } from '../ledger/call-record';
import { document, endpoint, integer, oneOf, subscribedEvents, text, type Form } from './form';
import { RestError } from './rest-error';

const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * Reads the form of `POST Calls.json`. Throws a RestError with the code Twilio gives: 21201 and 21211 for `To`, 21213
 * and 21212 for `From`, 21205 for `Url`, 21609 for the status callback, 21626 for its events. Parameters the emulator
 * has no use for are accepted unread; what it would have to act on and cannot (recording, `sip:` and `client:`
 * addresses, TwiML applications) is refused, never ignored.
 */
export function callRequest(form: Form): CallRequest {
  const to = phone(form, 'To', 21201, 21211);
  const from = phone(form, 'From', 21213, 21212);
  refuseUnsupported(form);
  const answer = document(form);
  if (!answer) throw new RestError(400, 21205, 'Url parameter is required.');
  return {
    to,
    from,
    answer,
    fallback: endpoint(form, 'FallbackUrl', 'FallbackMethod', 21205),
    statusCallback: endpoint(form, 'StatusCallback', 'StatusCallbackMethod', 21609),
    statusCallbackEvents: subscribedEvents(form),
    timeout: integer(form, 'Timeout', { low: 1, high: 600, otherwise: 60 }),
    timeLimit: integer(form, 'TimeLimit', { low: 1, high: 14_400, otherwise: 14_400 }),
    ...machineDetection(form),
  };
}

function machineDetection(
  form: Form,
): Pick<CallRequest, 'machineDetection' | 'machineDetectionTimeout' | 'asyncAmd' | 'asyncAmdStatusCallback'> {
  const asked = oneOf(form, 'MachineDetection', ['Enable', 'DetectMessageEnd']);
  return {
    // Digits sent on answer switch machine detection off.
    machineDetection: text(form, 'SendDigits') === null ? asked : null,
    machineDetectionTimeout: integer(form, 'MachineDetectionTimeout', { low: 3, high: 59, otherwise: 30 }),
    asyncAmd: oneOf(form, 'AsyncAmd', ['true', 'false']) === 'true',
    asyncAmdStatusCallback: endpoint(form, 'AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod', 21609),
  };
}

function phone(form: Form, name: 'To' | 'From', missing: number, invalid: number): string {
  const given = text(form, name);
  if (given === null) throw new RestError(400, missing, `No '${name}' number is specified`);
  const number = given.replace(/[\s().-]/g, '');
  if (e164.test(number)) return number;
  const message =
    name === 'To'
      ? `The phone number you are attempting to call, ${given}, is not valid.`
      : `The source phone number provided, ${given}, is not valid.`;
  throw new RestError(400, invalid, message);
}

function refuseUnsupported(form: Form): void {
  for (const name of ['ApplicationSid', 'RecordingStatusCallback', 'Byoc']) {
    if (text(form, name) !== null) throw new RestError(400, 20001, `${name} is beyond what this emulator does`);
  }
  if (text(form, 'Record')?.toLowerCase() === 'true') {
    throw new RestError(400, 20001, 'Record is beyond what this emulator does');
  }
}
