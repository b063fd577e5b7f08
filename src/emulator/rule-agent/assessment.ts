import { factOf, standardFields, type Fact } from './facts';
import { callbackWords, languageOf, strongestSignal, type Language, type Signal } from './signals';
import type { Line } from './transcript';

export type NextAction = 'SCHEDULE_DEMO' | 'SEND_PROPOSAL' | 'NURTURE' | 'HUMAN_HANDOFF' | 'CLOSE';

/** Everything the rule-based reader makes of a transcript. */
export interface Assessment {
  lines: readonly Line[];
  /** Standard fields by name. */
  facts: Map<string, Fact>;
  signal: Signal;
  callbackText: string | null;
  language: Language;
  notes: string;
  nextAction: NextAction;
}

export function assess(lines: readonly Line[]): Assessment {
  const lead = lines.filter((line) => line.speaker === 'LEAD');
  const facts = new Map(standardFields.map((field) => [field, factOf(field, lines)]));
  const { signal, line } = strongestSignal(lead);
  return {
    lines,
    facts,
    signal,
    callbackText: signal === 'callback_requested' && line ? (callbackWords(line.text) ?? line.text) : null,
    language: languageOf(lead.map(({ text }) => text).join(' ')),
    notes: notes(lead, facts, signal),
    nextAction: nextAction(facts, signal),
  };
}

function notes(lead: readonly Line[], facts: Map<string, Fact>, signal: Signal): string {
  const stated = [...facts.values()].filter((fact) => fact.status === 'stated').map((fact) => fact.field);
  const known = stated.length ? `The lead stated: ${stated.join(', ')}.` : 'The lead stated no facts.';
  const asked = signal === 'none' ? '' : ` Signal: ${signal}.`;
  return lead.length ? `${known}${asked}` : 'The lead said nothing.';
}

function nextAction(facts: Map<string, Fact>, signal: Signal): NextAction {
  if (signal === 'human_requested') return 'HUMAN_HANDOFF';
  if (signal === 'callback_requested') return 'NURTURE';
  if (signal !== 'none') return 'CLOSE';
  const stated = (field: string) => facts.get(field)?.status === 'stated';
  const soon = ['immediate', 'within_month', 'within_quarter'].includes(String(facts.get('timeline')?.value));
  if (stated('budget') && soon) return 'SCHEDULE_DEMO';
  return stated('budget') || stated('service_interest') ? 'SEND_PROPOSAL' : 'NURTURE';
}
