import { schemaProblem } from '../../../src/emulator/anthropic/schema-rules';
import { ModelUnavailable } from '../../../src/language-models/language-models.errors';
import type { ModelAnswer, ModelRequest } from '../../../src/language-models/language-model.port';
import type { Extraction } from '../../../src/qualification/extraction/extraction';
import { ScriptedProvider } from '../../support/doubles/scripted-provider';

type Claim = Extraction['facts'][number];

/** A provider that has found nothing unless a test says otherwise, and takes no form that the real one would not. */
export class StandInProvider extends ScriptedProvider {
  override answer: ScriptedProvider['answer'] = () => Promise.resolve(anAnswer());

  override complete(request: ModelRequest): Promise<ModelAnswer> {
    if (request.outputSchema && schemaProblem(request.outputSchema)) {
      this.asked.push(request);
      return Promise.reject(new ModelUnavailable({ spent: 'NOTHING', reason: 'invalid_request_error' }));
    }
    return super.complete(request);
  }
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
