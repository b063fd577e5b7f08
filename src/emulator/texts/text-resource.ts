import { rfc2822 } from '../twilio/call-resource';
import { RestError } from '../twilio/rest-error';
import type { TextBook } from './text-book';
import { textStatuses, type TextRecord, wired } from './text-record';

const apiVersion = '2010-04-01';
const segment = 160;

/** The Message resource. */
export function textResource(text: TextRecord): Record<string, unknown> {
  const { request } = text;
  const path = `/${apiVersion}/Accounts/${text.accountSid}/Messages/${text.sid}`;
  return {
    sid: text.sid,
    account_sid: text.accountSid,
    api_version: apiVersion,
    body: request.body,
    to: wired(request.channel, request.to),
    from: wired(request.channel, request.from),
    messaging_service_sid: null,
    status: text.status,
    direction: 'outbound-api',
    date_created: rfc2822(text.createdAt),
    date_updated: rfc2822(text.updatedAt),
    date_sent: text.sentAt === null ? null : rfc2822(text.sentAt),
    num_segments: String(Math.ceil(request.body.length / segment)),
    num_media: '0',
    price: null,
    price_unit: 'USD',
    error_code: text.errorCode,
    error_message: null,
    uri: `${path}.json`,
    subresource_uris: { media: `${path}/Media.json` },
  };
}

/** `GET Messages.json`, newest first, one page: filters are `To`, `From` and `Status`. */
export function textList(book: TextBook, accountSid: string, query: URLSearchParams): Record<string, unknown> {
  const size = Math.min(1_000, Number(query.get('PageSize') ?? '50') || 50);
  const [to, from, status] = [query.get('To'), query.get('From'), query.get('Status')];
  if (status && !textStatuses.some((known) => known === status)) throw new RestError(400, 20001, 'Status is not valid');
  const now = Date.now();
  const shown = [...book.all()]
    .filter((text) => text.accountSid === accountSid && text.visibleAt <= now)
    .filter(({ request }) => !to || wired(request.channel, request.to) === to)
    .filter(({ request }) => !from || wired(request.channel, request.from) === from)
    .filter((text) => !status || text.status === status)
    .reverse()
    .slice(0, size);
  const path = `/${apiVersion}/Accounts/${accountSid}/Messages.json?${query.toString()}`;
  return {
    messages: shown.map(textResource),
    page: 0,
    page_size: size,
    start: 0,
    end: Math.max(0, shown.length - 1),
    uri: path,
    first_page_uri: path,
    next_page_uri: null,
    previous_page_uri: null,
  };
}
