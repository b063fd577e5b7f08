import { BadUserInput } from '../../../../platform/errors/domain-error';
import { E164 } from '../../../../platform/values/phone-number';
import type { RawWebhook } from '../../../carrier.port';
import { type InboundText, type TextNews, UNTYPED_ATTACHMENTS } from '../../../text.port';
import { isOptOutCode } from './text-result';
import { partyOf, textStatus } from './text-values';

/** Longest text that is kept; Twilio's own limit is 1,600. */
const MAX_BODY = 4_000;

/** Longest name of a sender that is read. */
const MAX_NAME = 200;
/** Most attachments of one message (Twilio, MMS). */
const MAX_MEDIA = 10;
/** Type and subtype (RFC 6838). */
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60}$/;

const [FILE, LOCATION] = UNTYPED_ATTACHMENTS;

/** What Twilio's Advanced Opt-Out took a text for, and answered itself. */
const HANDLED: ReadonlyMap<string, NonNullable<InboundText['handledAs']>> = new Map([
  ['STOP', 'OPT_OUT'],
  ['HELP', 'HELP'],
  ['START', 'RESUME'],
]);

/** Reads a status callback. @throws BadUserInput without a MessageSid. */
export function readTextNews(webhook: RawWebhook): TextNews {
  const field = fieldsOf(webhook);
  const status = textStatus(field('MessageStatus') ?? field('SmsStatus'));
  const errorCode = field('ErrorCode') || undefined;
  return {
    providerTextId: required(field, 'MessageSid'),
    ...(status ? { status } : {}),
    ...(errorCode ? { errorCode } : {}),
    isOptedOut: isOptOutCode(errorCode),
  };
}

/** Reads a text of a person. @throws BadUserInput without an id, or from or to something that is no phone number. */
export function readInboundText(webhook: RawWebhook): InboundText {
  const field = fieldsOf(webhook);
  const from = partyOf(required(field, 'From'));
  const to = partyOf(required(field, 'To'));
  for (const [name, { phone }] of [['From', from] as const, ['To', to] as const]) {
    if (!E164.test(phone)) throw new BadUserInput(name, 'must be a phone number in E.164.');
  }
  const senderName = field('ProfileName')?.slice(0, MAX_NAME);
  const handledAs = HANDLED.get(field('OptOutType')?.toUpperCase() ?? '');
  return {
    providerTextId: required(field, 'MessageSid'),
    channel: from.channel,
    from: from.phone,
    to: to.phone,
    body: (field('Body') ?? '').replaceAll('\0', '').slice(0, MAX_BODY),
    attachments: attachmentsOf(field),
    ...(senderName ? { senderName } : {}),
    ...(handledAs ? { handledAs } : {}),
  };
}

/** The media are not fetched: what they are is all that is told of them. */
function attachmentsOf(field: Fields): string[] {
  const count = Math.min(MAX_MEDIA, Math.max(0, Math.trunc(Number(field('NumMedia'))) || 0));
  const media = Array.from({ length: count }, (_, n) => {
    const type = mediaTypeOf(field(`MediaContentType${n}`) ?? '');
    return MEDIA_TYPE.test(type) ? type : FILE;
  });
  return field('Latitude') && field('Longitude') ? [...media, LOCATION] : media;
}

/** Without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
function mediaTypeOf(contentType: string): string {
  return contentType.replace(/;.*/s, '').trim().toLowerCase();
}

type Fields = (name: string) => string | undefined;

/** Twilio's parameters by name, the first of each. */
function fieldsOf({ form }: RawWebhook): Fields {
  return (name) => [form[name]].flat()[0];
}

function required(field: Fields, name: string): string {
  const value = field(name);
  if (!value) throw new BadUserInput(name, 'is missing.');
  return value;
}
