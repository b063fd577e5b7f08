import type { FieldDefinition } from './field-definitions';
import type { CriterionVerdict, Decision } from './score';

/** What an agent would best ask next. It names neither criteria nor weights: whoever speaks could be talked into telling them. */
export interface NextQuestion {
  readonly field: string;
  /** What the answer is about. */
  readonly description: string;
  /** Words to ask in; the agent may use its own, and its own language. */
  readonly suggestion: string;
}

const SUGGESTIONS: Readonly<Record<string, string>> = {
  budget: 'What budget do you have in mind?',
  timeline: 'How soon would you like to decide?',
  decision_maker: 'Do you decide about this yourself, or together with somebody else?',
  pain_points: 'What is it that does not work well for you today?',
  service_interest: 'What exactly are you looking for?',
  location: 'Where would you like it to be?',
  urgency: 'How pressing is it for you?',
};

/** Nobody is asked more often for what they do not tell. */
const MOST_TIMES = 2;

/**
 * The open question that weighs most, what is required first; null when nothing is open that the person did not refuse, or when no
 * answer could change the decision any more.
 * @param asked how often the agent has asked in this conversation without learning it: others come first, and a third time is none.
 */
export function nextQuestionOf(
  standing: { readonly verdicts: readonly CriterionVerdict[]; readonly decision: Decision },
  refused: ReadonlySet<string>,
  fields: readonly FieldDefinition[],
  asked: ReadonlyMap<string, number> = new Map(),
): NextQuestion | null {
  if (standing.decision === 'UNQUALIFIED') return null;
  const timesAsked = (field: string): number => asked.get(field) ?? 0;
  const weights = new Map<string, { weight: number; required: boolean }>();
  for (const { field, weight, required, isOpen } of standing.verdicts) {
    if (!isOpen || refused.has(field) || timesAsked(field) >= MOST_TIMES) continue;
    const before = weights.get(field);
    weights.set(field, { weight: (before?.weight ?? 0) + weight, required: required || (before?.required ?? false) });
  }
  const [best] = [...weights].sort(
    ([one, a], [other, b]) =>
      timesAsked(one) - timesAsked(other) || Number(b.required) - Number(a.required) || b.weight - a.weight,
  );
  const definition = fields.find(({ name }) => name === best?.[0]);
  if (!definition) return null;
  const { name, description } = definition;
  return { field: name, description, suggestion: SUGGESTIONS[name] ?? `What about ${name.replaceAll('_', ' ')}?` };
}
