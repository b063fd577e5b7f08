import type { Assessment } from './assessment';
import { factOf, standardField, standardFields, type Fact } from './facts';

/**
 * What the rule-based reader would put somewhere, before the schema has its say. A record answers by property name;
 * its `self` stands in where the schema wants a plain value.
 */
export type Hint = undefined | null | string | number | boolean | Hint[] | HintRecord;

export interface HintRecord {
  /** The hint for a property; `choices` are the strings its items' naming property may have, if it is a list. */
  property(name: string, choices: readonly string[] | null): Hint;
  self?: Hint;
}

/** The hint for a whole extraction answer. */
export function assessmentHint(assessment: Assessment, invented: boolean): HintRecord {
  const fields: Record<string, Hint> = {
    outcomesignal: assessment.signal,
    outcome: assessment.signal,
    signal: assessment.signal,
    callbacktext: assessment.callbackText,
    callbackwhen: assessment.callbackText,
    language: assessment.language,
    notes: assessment.notes,
    summary: assessment.notes,
    nextaction: assessment.nextAction,
    confidence: 0.9,
  };
  return {
    property(name, choices) {
      const plain = simple(name);
      if (plain in fields) return fields[plain];
      const standard = standardField(name);
      if (standard) return factHint(assessment, standard, invented);
      if (!['facts', 'fields', 'criteria', 'extracted', 'answers'].includes(plain)) return undefined;
      const hint = (field: string) => factHint(assessment, field, invented);
      const all = (choices ?? standardFields).map(hint);
      return choices ? all : all.filter((one) => one.self !== null);
    },
  };
}

function factHint(assessment: Assessment, field: string, invented: boolean): HintRecord {
  const fact = assessment.facts.get(field) ?? factOf(field, assessment.lines);
  const quote = invented ? invention(fact, assessment) : fact.quote;
  const value = valueHint(fact);
  const quoteHint = quote && record({ turn: quote.turn, text: quote.text, quote: quote.text, speaker: 'LEAD' });
  return {
    self: value,
    property(name) {
      switch (simple(name)) {
        case 'field':
        case 'name':
        case 'criterion':
        case 'key':
          return field;
        case 'status':
          return fact.status;
        case 'value':
          return value;
        case 'raw':
          return fact.raw;
        case 'quotes':
        case 'evidence':
          return quoteHint ? [quoteHint] : [];
        case 'quote':
          return quote ? quote.text : null;
        case 'turn':
          return quote ? quote.turn : null;
        case 'confidence':
          return fact.confidence;
        case 'negated':
          return false;
        default:
          return isHintRecord(value) ? value.property(name, null) : undefined;
      }
    },
  };
}

/** Money is also an object for schemas that want one. */
function valueHint(fact: Fact): Hint {
  if (typeof fact.value !== 'number' || fact.currency === null) return fact.value;
  const { value, currency } = fact;
  return record({ amount: value, min: value, max: value, currency, period: 'total', kind: 'stated' }, value);
}

/** Words nobody said, in a turn that exists: what a model that makes things up would give. */
function invention(fact: Fact, assessment: Assessment): Fact['quote'] {
  const turn = fact.quote?.turn ?? assessment.lines.find((line) => line.speaker === 'LEAD')?.turn;
  return turn === undefined
    ? null
    : { turn, text: `We have settled ${fact.field.replace(/_/g, ' ')} at the very top.` };
}

function record(values: Record<string, Hint>, self?: Hint): HintRecord {
  return { self, property: (name) => values[simple(name)] };
}

function simple(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The hint for a place that takes a plain value or a list. */
export function plainHint(hint: Hint): Exclude<Hint, HintRecord> {
  return isHintRecord(hint) ? plainHint(hint.self) : hint;
}

export function isHintRecord(hint: Hint): hint is HintRecord {
  return typeof hint === 'object' && hint !== null && !Array.isArray(hint);
}
