import { z } from 'zod';
import { assess } from '../rule-agent/assessment';
import { assessmentHint } from '../rule-agent/hints';
import { readTranscript } from '../rule-agent/transcript';
import { fill } from './schema-fill';
import { schemaProblem } from './schema-rules';
import type { JsonSchema } from './json-schema';

const object = (properties: Record<string, unknown>, more: object = {}): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

const transcript = readTranscript(
  [
    '[1][AGENT] What are you looking for?',
    "[2][LEAD] Hello. I'm looking for a villa because our current place is too small.",
    '[3][AGENT] And your budget, perhaps 100 thousand dollars?',
    '[4][LEAD] My budget is 800 thousand dollars.',
    '[5][AGENT] When?',
    '[6][LEAD] We want to move within a month.',
    '[7][AGENT] Do you decide?',
    '[8][LEAD] Yes, I make the decision myself.',
  ].join('\n'),
);
const hint = (invented = false) => assessmentHint(assess(transcript), invented);

const quotes = {
  type: 'array',
  items: object({ turn: { type: 'integer' }, text: { type: 'string' } }),
};
const contract = (value: unknown) =>
  object({
    facts: {
      type: 'array',
      items: object({
        field: {
          type: 'string',
          enum: ['budget', 'timeline', 'decision_maker', 'pain_points', 'location', 'bedrooms'],
        },
        status: { type: 'string', enum: ['stated', 'implied', 'refused', 'not_mentioned'] },
        value,
        quotes,
        confidence: { type: 'number' },
      }),
    },
    outcome_signal: { type: 'string', enum: ['none', 'callback_requested', 'opt_out', 'human_requested'] },
    callback_text: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    language: { type: 'string', enum: ['en', 'ar', 'mixed', 'other'] },
    notes: { type: 'string' },
    next_action: { type: 'string', enum: ['SCHEDULE_DEMO', 'SEND_PROPOSAL', 'NURTURE', 'HUMAN_HANDOFF', 'CLOSE'] },
  });

interface Extraction {
  facts: { field: string; status: string; value: unknown; quotes: { turn: number; text: string }[] }[];
}
const byField = (answer: unknown) => Object.fromEntries((answer as Extraction).facts.map((fact) => [fact.field, fact]));

const scalar = { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }] };

describe('filling the extraction contract', () => {
  it('gives one fact per field, with native values and exact quotes', () => {
    const answer = fill(contract(scalar), hint());
    expect(answer).toMatchObject({
      outcome_signal: 'none',
      callback_text: null,
      language: 'en',
      next_action: 'SCHEDULE_DEMO',
      notes: expect.stringContaining('budget'),
    });
    expect(byField(answer)).toMatchObject({
      budget: { status: 'stated', value: 800_000, quotes: [{ turn: 4, text: 'My budget is 800 thousand dollars.' }] },
      timeline: { status: 'stated', value: 'within_month', quotes: [{ turn: 6 }] },
      decision_maker: { status: 'stated', value: true, quotes: [{ turn: 8 }] },
      location: { status: 'not_mentioned', value: null, quotes: [] },
      bedrooms: { status: 'not_mentioned', value: null, quotes: [] },
    });
  });

  it('writes values as text where the schema wants text', () => {
    const facts = byField(fill(contract({ type: 'string' }), hint()));
    expect(facts).toMatchObject({
      budget: { value: '800000' },
      decision_maker: { value: 'true' },
      location: { value: '' },
    });
    expect(byField(fill(contract({ type: ['string', 'null'] }), hint()))['location']?.value).toBeNull();
  });

  it('writes money as an object where the schema wants one', () => {
    const money = { anyOf: [object({ amount: { type: 'number' }, currency: { type: 'string' } }), { type: 'null' }] };
    expect(fill(object({ budget: money, location: money }), hint())).toEqual({
      budget: { amount: 800_000, currency: 'USD' },
      location: null,
    });
  });

  it('fills facts that are properties by name', () => {
    const fact = object({ value: scalar, evidence: quotes });
    expect(fill(object({ decisionMaker: fact, budget: { type: 'integer' } }), hint())).toEqual({
      decisionMaker: { value: true, evidence: [{ turn: 8, text: 'Yes, I make the decision myself.' }] },
      budget: 800_000,
    });
  });

  it('invents quotes when asked to', () => {
    const { budget } = byField(fill(contract(scalar), hint(true)));
    expect(transcript.some((line) => line.text.includes(budget?.quotes[0]?.text ?? ''))).toBe(false);
    expect(budget).toMatchObject({ value: 800_000, quotes: [{ turn: 4 }] });
  });
});

describe('filling any schema', () => {
  const shapes: [string, JsonSchema][] = [
    [
      'nothing known',
      object({ a: { type: 'string' }, b: { type: 'integer' }, c: { type: 'boolean' }, d: { type: 'null' } }),
    ],
    ['enums and constants', object({ kind: { enum: ['x', 'y'] }, version: { const: 3 }, n: { enum: [1, 2] } })],
    ['formats', object({ at: { type: 'string', format: 'date-time' }, id: { type: 'string', format: 'uuid' } })],
    [
      'lists',
      object({ some: { type: 'array', items: { type: 'string' }, minItems: 1 }, none: { type: 'array', items: {} } }),
    ],
    [
      'unions',
      object({ u: { anyOf: [object({ k: { const: 'a' } }), { type: 'string' }] }, v: { type: ['number', 'null'] } }),
    ],
    [
      'references',
      object(
        { a: { $ref: '#/$defs/thing' }, b: { type: 'array', items: { $ref: '#/$defs/thing' }, minItems: 1 } },
        {
          $defs: { thing: object({ name: { type: 'string' } }) },
        },
      ),
    ],
    [
      'a list of named things',
      object({ facts: { type: 'array', items: object({ name: { enum: ['budget', 'x'] } }) } }),
    ],
    ['a bare value', { type: 'string' }],
  ];

  it.each(shapes)('%s', (_, schema) => {
    const validator = z.fromJSONSchema(schema as never);
    for (const value of [fill(schema, undefined), fill(schema, hint())]) {
      expect(validator.safeParse(value)).toMatchObject({ success: true });
    }
  });

  it('merges allOf', () => {
    const schema = { allOf: [object({ a: { type: 'string' } }), object({ b: { type: 'number' } })] };
    expect(fill(schema, undefined)).toEqual({ a: '', b: 0 });
  });
});

describe('what structured outputs refuse', () => {
  it.each([
    [object({ n: { type: 'integer', minimum: 0 } }), /minimum/],
    [object({ n: { type: ['number', 'null'], maximum: 1 } }), /maximum/],
    [object({ s: { type: 'string', maxLength: 5 } }), /maxLength/],
    [object({ s: { type: 'string', format: 'phone' } }), /format/],
    [object({ a: { type: 'array', items: { type: 'string' }, maxItems: 5 } }), /maxItems/],
    [object({ a: { type: 'array', items: { type: 'string' }, minItems: 2 } }), /minItems/],
    [{ type: 'object', properties: {} }, /additionalProperties/],
    [object({ inner: { type: 'object', properties: {}, additionalProperties: true } }), /additionalProperties/],
    [object({ u: { oneOf: [{ type: 'string' }] } }), /oneOf/],
    [object({ e: { enum: [{ a: 1 }] } }), /enum/],
    [
      object({ list: { type: 'array', items: object({ e: { type: 'string', enum: [] } }) } }),
      /Enum must be a non-empty/,
    ],
    [object({ x: {} }), /type/],
    [object({ x: { $ref: 'https://example.com/x.json' } }), /external/],
    [
      object({ node: { $ref: '#/$defs/node' } }, { $defs: { node: object({ next: { $ref: '#/$defs/node' } }) } }),
      /recursive/,
    ],
    [object({ self: { $ref: '#' } }), /recursive/],
    ['text', /object/],
  ])('%j', (schema, problem) => {
    expect(schemaProblem(schema)).toMatch(problem);
  });

  it('accepts what is supported, the same reference twice included', () => {
    const thing = object({ t: { type: 'string', format: 'date', description: 'a day' } });
    const schema = object({ a: { $ref: '#/$defs/t' }, b: { $ref: '#/$defs/t' }, c: scalar }, { $defs: { t: thing } });
    expect(schemaProblem(schema)).toBeNull();
    expect(schemaProblem(contract(scalar))).toBeNull();
  });
});
