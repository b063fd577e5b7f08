import { endpoint, text, type Form } from '../twilio/form';
import { RestError } from '../twilio/rest-error';
import type { TextChannel, TextRequest } from './text-record';

const e164 = /^\+[1-9]\d{6,14}$/;
const longestBody = 1_600;

/**
 * Reads the form of `POST Messages.json`. Throws a RestError with the code Twilio gives: 21604 and 21211 for `To`, 21603 and 21212 for
 * `From`, 21602 and 21617 for `Body`, 21609 for the status callback, 63007 when only one side is on WhatsApp. What it would have to
 * act on and cannot (media, templates, schedules, messaging services) is refused, never ignored.
 */
export function textRequest(form: Form): TextRequest {
  const to = party(form, 'To', 21604, 21211);
  const from = party(form, 'From', 21603, 21212);
  if (to.channel !== from.channel) throw new RestError(400, 63007, 'To and From are on different channels');
  refuseUnsupported(form);
  const body = text(form, 'Body');
  if (body === null) throw new RestError(400, 21602, 'Message body is required');
  if (body.length > longestBody)
    throw new RestError(400, 21617, 'The concatenated message body exceeds 1600 characters');
  return {
    to: to.number,
    from: from.number,
    channel: to.channel,
    body,
    statusCallback: endpoint(form, 'StatusCallback', 'StatusCallbackMethod', 21609),
  };
}

function party(
  form: Form,
  name: 'To' | 'From',
  missing: number,
  invalid: number,
): { channel: TextChannel; number: string } {
  const given = text(form, name);
  if (given === null) throw new RestError(400, missing, `A '${name}' phone number is required.`);
  const channel = given.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
  const number = given.replace(/^whatsapp:/, '').replace(/[\s().-]/g, '');
  if (!e164.test(number))
    throw new RestError(400, invalid, `The '${name}' number ${given} is not a valid phone number.`);
  return { channel, number };
}

function refuseUnsupported(form: Form): void {
  for (const name of ['MediaUrl', 'ContentSid', 'MessagingServiceSid', 'ScheduleType', 'SendAt']) {
    if (text(form, name) !== null) throw new RestError(400, 20001, `${name} is beyond what this emulator does`);
  }
}
