import type { CallRequest, Endpoint } from '../ledger/call-record';
import { callParams } from './call-params';
import type { LiveCall } from './live-call';
import { parseTwiml, TwimlError, type Verb } from './twiml';
import { bodyLimit, type WebhookAnswer, type WebhookSender } from './webhook-sender';

/** What to run next: a document to fetch, with parameters to send along, or one given inline. */
export type Source = CallRequest['answer'] & { params?: Record<string, string> };

export interface Document {
  verbs: Verb[];
  /** Address that relative addresses refer to; null for inline documents. */
  base: string | null;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const xmlTypes = /^(text|application)\/xml\b/i;

/** Fetches and reads documents; on failure turns to the call's fallback address, once. */
export class DocumentLoader {
  constructor(private readonly sender: WebhookSender) {}

  /** Null when neither the document nor its fallback can be run; the call's notifications say why. */
  async load(call: LiveCall, source: Source): Promise<Document | null> {
    const failure = await this.attempt(call, source);
    if (!(failure instanceof TwimlError)) return failure;
    const { fallback } = call.record.request;
    if (!fallback) return null;
    const params = { ErrorCode: String(failure.code), ErrorUrl: 'url' in source ? source.url : '' };
    const second = await this.attempt(call, { ...fallback, params });
    return second instanceof TwimlError ? null : second;
  }

  private async attempt(call: LiveCall, source: Source): Promise<Document | TwimlError> {
    try {
      if ('twiml' in source) return { verbs: parseTwiml(source.twiml), base: null };
      return await this.fetch(call, source);
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      call.record.notifications.push({ code: error.code, message: error.message });
      return error;
    }
  }

  private async fetch(call: LiveCall, source: Endpoint & { params?: Record<string, string> }): Promise<Document> {
    let endpoint: Endpoint = { url: source.url, method: source.method };
    for (let hop = 0; hop < 5; hop += 1) {
      const params = hop > 0 ? {} : { ...callParams(call.record), ...source.params };
      const answer = await this.sender.send({ ...endpoint, params, authToken: call.account.authToken });
      if (answer.kind === 'answered' && redirects.has(answer.status)) {
        // A redirect is followed with GET, and the parameters are lost.
        endpoint = { url: resolve(answer.location, endpoint.url), method: 'GET' };
        continue;
      }
      return { verbs: parseTwiml(bodyOf(answer)), base: endpoint.url };
    }
    throw new TwimlError(11215, 'HTTP too many redirects');
  }
}

/** An address out of a document, made absolute. Throws TwimlError 15004 when it is relative and there is no base. */
export function resolve(address: string, base: string | null): string {
  if (base === null && !URL.canParse(address)) throw new TwimlError(15004, 'Inline TwiML needs absolute addresses');
  if (!URL.canParse(address, base ?? undefined)) throw new TwimlError(11100, `Invalid URL format: ${address}`);
  return new URL(address, base ?? undefined).href;
}

function bodyOf(answer: WebhookAnswer): string {
  if (answer.kind === 'failed') throw new TwimlError(answer.reason === 'ct' ? 11210 : 11205, answer.message);
  if (answer.status !== 200) throw new TwimlError(11200, `HTTP retrieval failure: status ${answer.status}`);
  if (answer.body.trim() === '') throw new TwimlError(11770, 'Empty TwiML response body');
  if (Buffer.byteLength(answer.body) > bodyLimit) throw new TwimlError(11750, 'TwiML response body too large');
  if (!xmlTypes.test(answer.contentType)) {
    throw new TwimlError(12300, `Invalid Content-Type: ${answer.contentType || 'none'}`);
  }
  return answer.body;
}
