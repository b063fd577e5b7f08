import type { RawAnswer } from './probe-requests';

/** What must never be read in an answer: SQL, stacks, files, drivers. */
export const INTERNALS =
  /\bselect .+ from\b|\binsert into\b|\bupdate .+ set\b|relation "|constraint|\bat .+:\d+:\d+|\.(ts|js):\d|node_modules|\/src\/|\/dist\/|ECONN|QueryFailedError|TypeError|SyntaxError|"stack|exception/i;

const KNOWN_CODES =
  /^(UNAUTHENTICATED|FORBIDDEN|NOT_FOUND|BAD_USER_INPUT|CONFLICT|RATE_LIMITED|BAD_REQUEST|PAYLOAD_TOO_LARGE|GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED|OPERATION_RESOLUTION_FAILURE)$/;

interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

interface GraphqlError {
  readonly message?: string;
  readonly extensions?: { readonly code?: string; readonly requestId?: string; readonly field?: string };
}

/** `404 NOT_FOUND`, and the fields blamed, once the answer has been found to be a sound RFC 9457 problem. */
export function problemIn({ status, headers, json, text }: RawAnswer): string {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = json as Problem;
  const code = problem.code ?? '';
  expect(code).toMatch(KNOWN_CODES);
  expect(problem).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  expect(problem.type).toBe(`urn:callwright:problem:${code.toLowerCase().replaceAll('_', '-')}`);
  expect(problem.requestId).toBe(headers.get('x-request-id'));
  expect(text).not.toMatch(INTERNALS);
  return [status, code, ...(problem.errors ?? []).map(({ field }) => field)].join(' ');
}

/** `200 NOT_FOUND`, and the argument blamed, once the answer has been found to be a sound GraphQL error. */
export function graphqlErrorIn({ status, headers, json, text }: RawAnswer): string {
  expect(headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
  const { errors = [] } = json as { errors?: readonly GraphqlError[] };
  return [status, errorOf(errors, text, headers.get('x-request-id'))].join(' ');
}

/** As above, for what came over a socket: an answer, a list of errors, or a close code. */
export function socketErrorIn(text: string): string {
  if (/^\d+$/.test(text)) return text;
  const answer = JSON.parse(text) as readonly GraphqlError[] | { errors?: readonly GraphqlError[] };
  return errorOf('length' in answer ? answer : (answer.errors ?? []), text);
}

function errorOf(errors: readonly GraphqlError[], text: string, requestId?: string | null): string {
  expect(text).not.toMatch(INTERNALS);
  expect(errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of errors) {
    expect(message).toEqual(expect.any(String));
    expect(extensions?.code).toMatch(KNOWN_CODES);
    expect(extensions?.requestId).toEqual(requestId ?? expect.any(String));
  }
  const { code, field } = errors[0]?.extensions ?? {};
  return [code, field].filter(Boolean).join(' ');
}
