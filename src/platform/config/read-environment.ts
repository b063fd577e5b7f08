import type { z } from 'zod';
import { isPlaceholder } from './secret-rules';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Thrown when the environment cannot be used; the message names each variable and what is wrong with it, never its value. */
export class InvalidConfiguration extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidConfiguration';
  }
}

/**
 * The variables `schema` names, parsed. Empty is unset.
 * @throws InvalidConfiguration naming every one that is malformed or still a placeholder.
 */
export function readEnvironment<S extends z.ZodRawShape>(schema: z.ZodObject<S>, variables: Variables) {
  const given = Object.entries(withoutEmpty(variables)).filter(([name]) => name in schema.shape);
  const placeholders = given.flatMap(([name, value]) => (value !== undefined && isPlaceholder(value) ? [name] : []));
  const parsed = schema.safeParse(Object.fromEntries(given));
  const malformed = (parsed.error?.issues ?? []).filter((issue) => !placeholders.includes(String(issue.path[0])));
  const problems = [
    ...placeholders.map((name) => `${name}: is still a placeholder in angle brackets`),
    ...malformed.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  ];
  if (!parsed.success || problems.length > 0) throw new InvalidConfiguration(problems);
  return parsed.data;
}

/** The variables that hold something. */
export function withoutEmpty(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
}
