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
    'POST /webhooks/sms/inbound': personProbes(probing, 'sms', ''),
    'POST /webhooks/whatsapp/inbound': personProbes(probing, 'whatsapp', 'whatsapp:'),
    'POST /webhooks/web-form': callers.map(({ headers }) => ({ send: () => sendForm(url, headers), expected: 202 })),
  };
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

/** The watched company's form and one of its people, sent to another company. */
function sendForm(url: string, headers: Caller['headers']): Promise<RawAnswer> {
  return ask(`${url}/webhooks/web-form`, {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ phone: numberOf('keenBuyer'), formName: FORM, name: 'Ivy' }),
  });
}
