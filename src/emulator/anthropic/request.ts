import { z } from 'zod';
import { invalid } from './api-error';

const cacheControl = z.strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() }).nullish();

const textBlock = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1, 'text content blocks must be non-empty'),
  cache_control: cacheControl,
  citations: z.array(z.unknown()).nullish(),
});

const contentBlock = z.discriminatedUnion('type', [
  textBlock,
  z.looseObject({ type: z.literal('image') }),
  z.looseObject({ type: z.literal('document') }),
  z.looseObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
  z.looseObject({ type: z.literal('redacted_thinking'), data: z.string() }),
  z.strictObject({
    type: z.literal('tool_use'),
    id: z.string().regex(/^[a-zA-Z0-9_-]+$/),
    name: z.string().min(1),
    input: z.record(z.string(), z.unknown()),
    cache_control: cacheControl,
    caller: z.unknown().optional(),
  }),
  z.strictObject({
    type: z.literal('tool_result'),
    tool_use_id: z.string().min(1),
    content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]).optional(),
    is_error: z.boolean().optional(),
    cache_control: cacheControl,
  }),
]);

const message = z.strictObject({
  role: z.enum(['user', 'assistant', 'system']),
  content: z.union([z.string(), z.array(contentBlock)]),
});

const tool = z.strictObject({
  type: z.literal('custom').nullish(),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().optional(),
  input_schema: z.looseObject({ type: z.literal('object') }),
  strict: z.boolean().optional(),
  cache_control: cacheControl,
  eager_input_streaming: z.boolean().nullish(),
  input_examples: z.array(z.unknown()).optional(),
  defer_loading: z.boolean().optional(),
  allowed_callers: z.array(z.string()).optional(),
});

const parallel = { disable_parallel_tool_use: z.boolean().optional() };
const toolChoice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto'), ...parallel }),
  z.strictObject({ type: z.literal('any'), ...parallel }),
  z.strictObject({ type: z.literal('tool'), name: z.string(), ...parallel }),
  z.strictObject({ type: z.literal('none') }),
]);

const display = { display: z.enum(['summarized', 'omitted']).nullish() };
const thinking = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('adaptive'), ...display }),
  z.strictObject({ type: z.literal('disabled') }),
  z.strictObject({ type: z.literal('between_tools') }),
  z.strictObject({ type: z.literal('enabled'), budget_tokens: z.int().min(1024), ...display }),
]);

const outputConfig = z.strictObject({
  effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  format: z.strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) }).nullish(),
});

const counted = {
  model: z.string(),
  messages: z.array(message),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  tools: z.array(tool).optional(),
  tool_choice: toolChoice.optional(),
  thinking: thinking.optional(),
  output_config: outputConfig.optional(),
  cache_control: cacheControl,
};

const countBody = z.strictObject(counted);
const messageBody = z.strictObject({
  ...counted,
  max_tokens: z.int().min(0),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.boolean().optional(),
  metadata: z.strictObject({ user_id: z.string().max(256).nullish() }).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  speed: z.enum(['standard', 'fast']).nullish(),
  inference_geo: z.string().nullish(),
  container: z.unknown().optional(),
  diagnostics: z.unknown().optional(),
  user_profile_id: z.string().nullish(),
  workspace_id: z.string().nullish(),
});

export type MessageBody = z.output<typeof messageBody>;
export type CountBody = z.output<typeof countBody>;
export type WireMessage = z.output<typeof message>;
export type WireTool = z.output<typeof tool>;

/** The body of `POST /v1/messages`. Throws an ApiError 400 that names the first wrong field, as the service does. */
export function messageBodyOf(body: unknown): MessageBody {
  return parse(messageBody, body);
}

/** The body of `POST /v1/messages/count_tokens`. */
export function countBodyOf(body: unknown): CountBody {
  return parse(countBody, body);
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  refuseSampling(body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = mostTelling(parsed.error.issues);
  throw invalid(issue ? wording(issue, body) : 'Invalid request');
}

/** Sampling parameters are gone since API version 2026-10-21. */
function refuseSampling(body: unknown): void {
  if (typeof body !== 'object' || body === null) throw invalid('Request body must be a JSON object');
  for (const name of ['temperature', 'top_p', 'top_k']) {
    if (name in body) throw invalid(`${name}: this parameter is not supported`);
  }
}

/** Of a failed union, the complaint of the branch that got furthest. */
function mostTelling(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [first] = issues;
  if (first?.code !== 'invalid_union') return first;
  const deepest = first.errors
    .flat()
    .sort((left, right) => right.path.length - left.path.length)
    .map((issue) => ({ ...issue, path: [...first.path, ...issue.path] }));
  return mostTelling(deepest) ?? first;
}

function wording(issue: z.core.$ZodIssue, body: unknown): string {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${[path, issue.keys[0]].filter(Boolean).join('.')}: Extra inputs are not permitted`;
  }
  return `${path}: ${valueAt(body, issue.path) === undefined ? 'Field required' : issue.message}`;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    body,
  );
}
