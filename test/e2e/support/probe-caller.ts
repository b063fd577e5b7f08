import type { AccessRule } from './probe-access';
import { isRefusal, type Probe } from './probe-operations';
import { ask, type RawAnswer } from './probe-requests';

/** Somebody of another company, trying things. */
export interface Caller {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly may: (rule: AccessRule) => boolean;
}

/** What came of a request: the code of its error and the argument it blames, or what kind of answer it got. */
export type Verdict = 'ANSWERED' | 'EMPTY' | 'REFUSED' | (string & {});

export interface ProbeAnswer {
  readonly verdict: Verdict;
  /** The whole answer without what the request itself had said. */
  readonly told: string;
}

export async function sendProbe(url: string, headers: Caller['headers'], probe: Probe): Promise<ProbeAnswer> {
  const { query, variables, operation } = probe;
  const answer = await ask(`${url}/graphql`, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { verdict: verdictOf(answer, operation.name), told: without(answer.text, textsIn(variables)) };
}

/** `updateAgent input.projectId` */
export function titleOf({ operation, place }: Probe): string {
  return place ? `${operation.name} ${place}` : operation.name;
}

interface GraphqlAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string; readonly field?: string } }[];
}

function verdictOf({ json, status }: RawAnswer, name: string): Verdict {
  const { data, errors } = (json ?? {}) as GraphqlAnswer;
  const { code = 'UNCODED', field } = errors?.[0]?.extensions ?? {};
  if (errors) return field ? `${code} ${field}` : code;
  const value = data?.[name];
  if (value === undefined || value === null) return `NOTHING (${status})`;
  const typeName = typeof value === 'object' ? Reflect.get(value, '__typename') : undefined;
  if (typeof typeName === 'string' && isRefusal(typeName)) return 'REFUSED';
  return isEmpty(value) ? 'EMPTY' : 'ANSWERED';
}

/** A list without items, or a report that nothing was done. */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('totalCount' in value) return value.totalCount === 0;
  const figures = Object.entries(value).filter(([name]) => name !== '__typename');
  return figures.every(([, figure]) => figure === 0);
}

/** Every text somewhere in a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Longer texts first, so that none leaves a rest of another behind. */
export function without(text: string, said: readonly string[]): string {
  return said
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, part) => rest.replaceAll(part, ''), text);
}
