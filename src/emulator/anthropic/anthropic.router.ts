import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { FaultBox, FaultSubject } from '../faults/fault-box';
import type { Occasions } from '../simulation/occasions';
import type { Pace } from '../simulation/pace';
import { hash32 } from '../simulation/seeded';
import { ApiError, invalid, requestId, sendApiError } from './api-error';
import { complete } from './completion';
import { ReplyDelivery } from './delivery';
import type { ModelCounters } from './model-counters';
import type { ModelTraits } from './models';
import type { PromptCache } from './prompt-cache';
import { countBodyOf, messageBodyOf, type MessageBody } from './request';
import { checkRequest } from './request-rules';
import { promptTokens } from './tokens';
import { wireReply } from './wire-message';

export interface AnthropicRouterParts {
  faults: FaultBox;
  occasions: Occasions;
  pace: Pace;
  cache: PromptCache;
  counters: ModelCounters;
}

/** Simulated milliseconds before a model answers. */
const latencyMs = 250;

/** Anthropic's Messages API, with a rule-based model behind it. */
export function anthropicRouter(parts: AnthropicRouterParts): Router {
  const delivery = new ReplyDelivery(parts.faults, parts.pace);
  const router = express.Router();
  router.use((request, response, next) => {
    response.set('request-id', requestId());
    checkHeaders(request);
    next();
  });
  router.use(express.json({ limit: '32mb' }));
  router.post('/messages', (request, response) => answer(parts, delivery, request, response));
  router.post('/messages/count_tokens', (request, response) => {
    const body = countBodyOf(request.body);
    checkRequest(body);
    response.json({ input_tokens: promptTokens(body) });
  });
  router.use(() => {
    throw new ApiError(404, 'Not Found');
  });
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const refusal = asApiError(error);
    if (refusal) sendApiError(response, refusal);
    else next(error);
  });
  return router;
}

async function answer(
  parts: AnthropicRouterParts,
  delivery: ReplyDelivery,
  request: Request,
  response: Response,
): Promise<void> {
  const { faults } = parts;
  const subject = subjectOf(request.body, parts.occasions);
  parts.counters.requests += 1;
  if (faults.strike('down', subject)) {
    response.socket?.destroy();
    return;
  }
  await firstByte(parts, subject);
  failAsAsked(faults, subject);
  const body = messageBodyOf(request.body);
  const traits = checkRequest(body);
  const reply = compose(parts, body, traits, subject);
  parts.counters.add(reply.usage);
  await delivery.send(reply, body.stream === true, subject, response);
}

function compose(parts: AnthropicRouterParts, body: MessageBody, traits: ModelTraits, subject: FaultSubject) {
  const { faults } = parts;
  const completion = complete(body, traits, {
    refuses: faults.strike('refusal', subject) !== null,
    truncates: faults.strike('truncatedJson', subject) !== null,
    inventsQuotes: faults.strike('inventedQuote', subject) !== null,
    obeys: faults.strike('obedience', subject) !== null,
  });
  return wireReply(body, completion, parts.cache.use(body, Date.now()));
}

async function firstByte({ faults, pace }: AnthropicRouterParts, subject: FaultSubject): Promise<void> {
  const slow = faults.strike('slowFirstByteMs', subject);
  if (slow) await pace.sleepReal(slow.ms);
  await pace.sleep(latencyMs);
}

function failAsAsked(faults: FaultBox, subject: FaultSubject): void {
  const limited = faults.strike('http429', subject);
  if (limited) {
    const { retryAfterS } = limited;
    const headers: Record<string, string> = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
    throw new ApiError(429, 'This request would exceed the rate limit of your organization.', headers);
  }
  if (faults.strike('http529', subject)) throw new ApiError(529, 'Overloaded');
  if (faults.strike('http500', subject)) throw new ApiError(500, 'Internal server error');
}

function subjectOf(body: unknown, occasions: Occasions): FaultSubject {
  const text = JSON.stringify(body ?? null);
  const key = `model|${hash32(text)}`;
  const extraction = /"output_config":\{[^]*"json_schema"/.test(text);
  return { key: `${key}|${occasions.next(key)}`, kind: extraction ? 'extraction' : 'reply', text };
}

/** The key comes as a bearer token or as `x-api-key`; any that starts with `sk-` will do. */
function checkHeaders(request: Request): void {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const key = bearer ?? request.get('x-api-key');
  if (!key) throw new ApiError(401, 'x-api-key header is required');
  if (!/^sk-\S+$/.test(key)) throw new ApiError(401, 'invalid x-api-key');
  if (!request.get('anthropic-version')) throw invalid('anthropic-version: header is required');
}

function asApiError(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
  if (type === 'entity.too.large') return new ApiError(413, 'Request exceeds the maximum size');
  return type === 'entity.parse.failed' ? invalid('The request body is not valid JSON') : null;
}
