import type { z } from 'zod';
import type { ModelAnswer } from './language-model.port';
import { ModelAnswerInvalid } from './language-models.errors';

/**
 * The answer's text as a value of `shape`. A schema sent along promises the form and no limits, so it is checked again here.
 * @throws ModelAnswerInvalid naming the path that does not fit, never its value.
 */
export function structuredAnswer<T>(answer: ModelAnswer, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(jsonOf(answer));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'the whole';
  throw new ModelAnswerInvalid({ spent: 'NOTHING', reason: `schema_mismatch:${where}` });
}

function jsonOf(answer: ModelAnswer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ModelAnswerInvalid({ spent: 'NOTHING', reason: 'not_json' });
    throw error;
  }
}
