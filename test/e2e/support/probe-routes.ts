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
    'POST /webhooks/twilio/voice/:tenantId/:callId/:exchange': carrierProbes(probing, 'voice', '/1', 200),
    'POST /webhooks/twilio/status/:tenantId/:callId': carrierProbes(probing, 'status', '', 204),
    'POST /webhooks/twilio/amd/:tenantId/:callId': carrierProbes(probing, 'amd', '', 204),
    'POST /webhooks/web-form': callers.map(({ headers }) => ({ send: () => sendForm(url, headers), expected: 202 })),
  };
}

/** With a credential of another company instead of a signature, and signed but with a call that is not the company's in the address. */
function carrierProbes(probing: RouteProbing, kind: string, rest: string, taken: number): RouteProbe[] {
  const { url, callers, watched, tenantId } = probing;
  const address = (company: string): string =>
    `${url}/webhooks/twilio/${kind}/${company}/${watched.ids['Call'] ?? ''}${rest}`;
  const [theirs, mixed] = [address(watched.company.tenantId), address(tenantId)];
  const fields = { CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'completed', AnsweredBy: 'human', SpeechResult: 'Yes' };
  const forged = carrierForm(theirs, fields, 'a token of somebody else');
  const unsigned = callers.map(({ headers }) => ({
    send: () => ask(theirs, { ...forged, headers: { ...forged.headers, ...headers } }),
    expected: 403,
  }));
  return [...unsigned, { send: () => ask(mixed, carrierForm(mixed, fields)), expected: taken }];
}

/** The watched company's form and one of its people, sent to another company. */
function sendForm(url: string, headers: Caller['headers']): Promise<RawAnswer> {
  return ask(`${url}/webhooks/web-form`, {
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ phone: numberOf('keenBuyer'), formName: FORM, name: 'Ivy' }),
  });
}
