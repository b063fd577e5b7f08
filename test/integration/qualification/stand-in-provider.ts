import { ModelUnavailable } from '../../../src/language-models/language-models.errors';
import type { ModelAnswer } from '../../../src/language-models/language-model.port';
import type { Extraction } from '../../../src/qualification/extraction/extraction';
import { ScriptedProvider } from '../../support/doubles/scripted-provider';

type Claim = Extraction['facts'][number];

/** A provider that has found nothing unless a test says otherwise. */
export class StandInProvider extends ScriptedProvider {
  override answer: ScriptedProvider['answer'] = () => Promise.resolve(anAnswer());
}

/** What a provider that is down does. */
export const DOWN = (): Promise<never> =>
  Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'overloaded_error' }));

export function aClaim(field: string, value: Claim['value'], turn: number, text: string): Claim {
  return { field, status: 'stated', value, raw: text, quotes: [{ turn, text }] };
}

export function anAnswer(overrides: Partial<Extraction> = {}): Partial<ModelAnswer> {
  const extraction: Extraction = {
    facts: [],
    outcome_signal: 'none',
    callback_text: null,
    language: 'en',
    notes: 'Spoke.',
    next_action: 'NURTURE',
    ...overrides,
  };
  return { text: JSON.stringify(extraction) };
}
