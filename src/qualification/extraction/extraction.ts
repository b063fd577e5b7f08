import { z } from 'zod';
import { NEXT_ACTIONS, SIGNALS } from '../rules/outcome';

const STATUSES = ['stated', 'implied', 'refused', 'not_mentioned'] as const;

const cut = (length: number) => z.string().transform((text) => text.slice(0, length));

/** What a model answers about a transcript. Lengths are cut and not refused: a long quote is still a quote. */
export const extractionShape = z.object({
  facts: z.array(
    z.object({
      field: z.string(),
      status: z.enum(STATUSES),
      value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
      raw: cut(500).nullable(),
      quotes: z.array(z.object({ turn: z.number(), text: cut(1_000) })),
    }),
  ),
  outcome_signal: z.enum(SIGNALS),
  callback_text: cut(300).nullable(),
  language: cut(20),
  notes: cut(1_500),
  next_action: z.enum(NEXT_ACTIONS),
});

export type Extraction = z.infer<typeof extractionShape>;

/**
 * The same as a JSON schema for the provider: every property required, with null for what was not said, and none of the keywords
 * that structured output refuses (limits of numbers, lengths and counts).
 */
export function extractionSchema(fields: readonly string[]): object {
  return object({
    facts: list(
      object({
        field: { type: 'string', enum: [...fields] },
        status: { type: 'string', enum: [...STATUSES] },
        value: {
          anyOf: [
            { type: 'string' },
            { type: 'number' },
            { type: 'boolean' },
            list({ type: 'string' }),
            { type: 'null' },
          ],
        },
        raw: nullable({ type: 'string' }),
        quotes: list(object({ turn: { type: 'integer' }, text: { type: 'string' } })),
      }),
    ),
    outcome_signal: { type: 'string', enum: [...SIGNALS] },
    callback_text: nullable({ type: 'string' }),
    language: { type: 'string' },
    notes: { type: 'string' },
    next_action: { type: 'string', enum: [...NEXT_ACTIONS] },
  });
}

function object(properties: Record<string, object>): object {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items: object): object {
  return { type: 'array', items };
}

function nullable(schema: object): object {
  return { anyOf: [schema, { type: 'null' }] };
}
