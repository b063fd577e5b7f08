import { numberOf } from './people';
import type { Caller } from './probe-caller';
import { FORM, type Watched } from './probe-companies';
import { ask, carrierForm, type RawAnswer } from './probe-requests';

export interface RouteProbe {
  readonly send: () => Promise<RawAnswer>;
  /** The status it must be answered with. */
  readonly expected: number;
}

export interface RouteProbing {
  readonly url: string;
  readonly callers: readonly Caller[];
  readonly watched: Watched;
  /** The company of the callers. */
  readonly tenantId: string;
}

/** Every route, asked by another company for what is the watched one's. */
export function routeProbes(probing: RouteProbing): Readonly<Record<string, readonly RouteProbe[]>> {
  const { url, callers } = probing;
  const open = (path: string): RouteProbe[] =>
    callers.map(({ headers }) => ({ send: () => ask(`${url}${path}`, { method: 'GET', headers }), expected: 200 }));
  return {
    'GET /.well-known/jwks.json': open('/.well-known/jwks.json'),
    'GET /health': open('/health'),
    'GET /health/live': open('/health/live'),
    'GET /health/ready': open('/health/ready'),
    'GET /health/startup': open('/health/startup'),
    'GET /metrics': open('/metrics'),
    'POST /webhooks/twilio/voice/:tenantId/:callId/:exchange': carrierProbes(probing, {
      kind: 'voice',
      rest: '/1',
      taken: 200,
    }),
    'POST /webhooks/twilio/status/:tenantId/:callId': carrierProbes(probing, { kind: 'status' }),
    'POST /webhooks/twilio/amd/:tenantId/:callId': carrierProbes(probing, { kind: 'amd' }),
    'POST /webhooks/twilio/text/:tenantId/:textId': carrierProbes(probing, { kind: 'text', of: 'TextMessage' }),
    ...transferProbes(probing),
    'POST /webhooks/sms/inbound': personProbes(probing, 'sms', ''),
    'POST /webhooks/whatsapp/inbound': personProbes(probing, 'whatsapp', 'whatsapp:'),
    ...chatProbes(probing),
    'POST /webhooks/missed-call': callers.map(({ headers }) => ({
      send: () => postJson(`${url}/webhooks/missed-call`, headers, { phone: numberOf('keenBuyer'), callId: 'pbx-1' }),
      expected: 202,
    })),
    'POST /webhooks/web-form': callers.map(({ headers }) => ({ send: () => sendForm(url, headers), expected: 202 })),
  };
}

/** Callers who are put through: documents are hung up on, news are taken and change nothing. */
function transferProbes(probing: RouteProbing): Readonly<Record<string, readonly RouteProbe[]>> {
  const kinds = [
    ['caller', 'Transfer', 200],
    ['left', 'Transfer', 200],
    ['hold', 'Transfer', 200],
    ['room', 'Transfer', 204],
    ['leg', 'ColleagueCall', 200],
    ['key', 'ColleagueCall', 200],
    ['status', 'ColleagueCall', 204],
  ] as const;
  return Object.fromEntries(
    kinds.map(([kind, of, taken]) => [
      `POST /webhooks/twilio/transfer/${kind}/:tenantId/:id`,
      carrierProbes(probing, { kind: `transfer/${kind}`, of, taken }),
    ]),
  );
}

/** Where the carrier posts what of. */
interface CarrierRoute {
  readonly kind: string;
  readonly rest?: string;
  /** GraphQL type of what the address names. */
  readonly of?: string;
  /** Status of what is taken. */
  readonly taken?: number;
}

/** With a credential of another company instead of a signature, and signed but with what is not the company's in the address. */
function carrierProbes(
  probing: RouteProbing,
  { kind, rest = '', of = 'Call', taken = 204 }: CarrierRoute,
): RouteProbe[] {
  const { url, callers, watched, tenantId } = probing;
  const address = (company: string): string =>
    `${url}/webhooks/twilio/${kind}/${company}/${watched.ids[of] ?? ''}${rest}`;
  const [theirs, mixed] = [address(watched.company.tenantId), address(tenantId)];
  const fields = {
    CallSid: `CA${'0'.repeat(32)}`,
    CallStatus: 'completed',
    AnsweredBy: 'human',
    SpeechResult: 'Yes',
    MessageSid: `SM${'0'.repeat(32)}`,
    MessageStatus: 'failed',
    ErrorCode: '21610',
  };
  const forged = carrierForm(theirs, fields, 'a token of somebody else');
  const unsigned = callers.map(({ headers }) => ({
    send: () => ask(theirs, { ...forged, headers: { ...forged.headers, ...headers } }),
    expected: 403,
  }));
  return [...unsigned, { send: () => ask(mixed, carrierForm(mixed, fields)), expected: taken }];
}

/** A stop of the watched company's person, with a credential of another company instead of a signature; and one of a stranger. */
function personProbes({ url, callers }: RouteProbing, channel: string, prefix: string): RouteProbe[] {
  const address = `${url}/webhooks/${channel}/inbound`;
  const stopOf = (phone: string): Record<string, string> => ({
    MessageSid: `SM${'0'.repeat(32)}`,
    From: `${prefix}${phone}`,
    To: `${prefix}+14155550100`,
    Body: 'STOP',
  });
  const forged = carrierForm(address, stopOf(numberOf('keenBuyer')), 'a token of somebody else');
  const unsigned = callers.map(({ headers }) => ({
    send: () => ask(address, { ...forged, headers: { ...forged.headers, ...headers } }),
    expected: 403,
  }));
  return [...unsigned, { send: () => ask(address, carrierForm(address, stopOf('+12125550000'))), expected: 200 }];
}

/** The watched company's person, and its conversation, in another company's chat. */
function chatProbes({ url, callers, watched }: RouteProbing): Readonly<Record<string, readonly RouteProbe[]>> {
  const address = `${url}/webhooks/live-chat`;
  const conversation = watched.ids['Conversation'] ?? '';
  const message = { sessionId: 'a-session-of-nobody', messageId: '1', text: 'Hello?', phone: numberOf('keenBuyer') };
  const read = (path: string, expected: number): RouteProbe[] =>
    callers.map(({ headers }) => ({ send: () => ask(`${address}${path}`, { method: 'GET', headers }), expected }));
  return {
    'POST /webhooks/live-chat': callers.map(({ headers }) => ({
      send: () => postJson(address, headers, message),
      expected: 202,
    })),
    'GET /conversations/:id/transcript': callers.map(({ headers }) => ({
      send: () => ask(`${url}/conversations/${conversation}/transcript`, { method: 'GET', headers }),
      expected: 404,
    })),
    'GET /webhooks/live-chat/replies': read('/replies', 403),
    'GET /webhooks/live-chat/:conversationId/messages': read(`/${conversation}/messages`, 404),
  };
}

/** The watched company's form and one of its people, sent to another company. */
function sendForm(url: string, headers: Caller['headers']): Promise<RawAnswer> {
  return postJson(`${url}/webhooks/web-form`, headers, {
    phone: numberOf('keenBuyer'),
    formName: FORM,
    name: 'Ivy',
  });
}

function postJson(address: string, headers: Caller['headers'], body: object): Promise<RawAnswer> {
  return ask(address, { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
