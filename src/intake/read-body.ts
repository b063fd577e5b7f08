import type { z } from 'zod';
import { type FieldProblem, InvalidInput } from '../platform/http/invalid-input';

const MAX_PROBLEMS = 20;

/** What was posted, as `schema` has it. @throws InvalidInput naming every field that cannot be used. */
export function readBody<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.flatMap(problemsOf).slice(0, MAX_PROBLEMS));
}

function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'is not known.' }));
  // Of several forms a value may have, the one it has: whoever sent an object wants to know which field of it is wrong.
  const meant =
    issue.code === 'invalid_union' ? issue.errors.find((form) => form.some((one) => one.path.length > 0)) : [];
  if (meant && meant.length > 0)
    return meant.flatMap((one) => problemsOf({ ...one, path: [...issue.path, ...one.path] }));
  const named = issue.code === 'invalid_type' && issue.message.startsWith('Invalid input');
  return [
    {
      field: path.join('.') || 'body',
      message: named ? `must be ${ARTICLES[issue.expected] ?? issue.expected}.` : issue.message,
    },
  ];
}

const ARTICLES: Readonly<Record<string, string>> = { object: 'an object', string: 'a string', record: 'an object' };
