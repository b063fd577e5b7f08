import { detectLanguage } from '../../conversations/languages/detect-language';
import { normaliseText } from '../evidence/normalise-text';
import { instructsTheMachine } from '../evidence/orders/instructs-the-machine';
import { accepts, onlyAccepts } from '../evidence/spoken-words';
import type { SpokenTurn } from '../evidence/verify-facts';
import type { Extraction } from '../extraction/extraction';
import type { FieldDefinition } from '../rules/field-definitions';
import type { NextAction, Signal } from '../rules/outcome';
import type { WantedField } from './dialogue';
import { outcomeSignal } from './outcome-signals';
import { type Found, readDialogue } from './read-dialogue';
import { modeOf } from './talk/acts';
import { sentencesOf } from './talk/sentences';

/** What lies nearest, before anything is scored. */
const NEXT_ACTION: Partial<Record<Signal, NextAction>> = {
  opt_out: 'CLOSE',
  wrong_number: 'CLOSE',
  not_interested: 'CLOSE',
  human_requested: 'HUMAN_HANDOFF',
};

/** Model name under which what the rules read is kept. */
export const RULES_MODEL = 'rules-1';

/**
 * What a model would answer about a conversation, by rules alone: for when no model is configured, affordable or awake. The claims
 * are checked by `checkFacts` like a model's, and are never wider: each quotes the lead's turn, and our own directly before it where
 * the lead took up what we offered. Turns that talk to the machine claim nothing.
 */
export function extractByRules(
  dialogue: { readonly turns: readonly SpokenTurn[] },
  fields: readonly FieldDefinition[],
): Extraction {
  const { turns } = dialogue;
  const spoken = turns.map(({ speaker, text }) => ({
    speaker: speaker === 'LEAD' ? ('USER' as const) : ('SYSTEM' as const),
    text,
  }));
  const found = readDialogue({ turns: spoken, fields: fields.map(wantedField) });
  const { signal, callbackText } = outcomeSignal(turns);
  return {
    facts: fields.map((field) => claimOf(field, found.get(field.name), turns) ?? nothingSaid(field)),
    outcome_signal: signal,
    callback_text: callbackText,
    language: languageOf(turns),
    notes: '',
    next_action: NEXT_ACTION[signal] ?? 'NURTURE',
  };
}

/** The words a rubric prefers for a text are looked for among all that was said, so they are no fixed list. */
export function wantedField({ name, kind, description, choices }: FieldDefinition): WantedField {
  if (kind === 'BOOLEAN') return { name, description, values: ['true', 'false'] };
  if (kind === 'CHOICE') return { name, description, values: choices ?? [] };
  return kind === 'NUMBER' ? { name, description: `${description} A plain number.` } : { name, description };
}

function nothingSaid({ name }: FieldDefinition): Extraction['facts'][number] {
  return { field: name, status: 'not_mentioned', value: null, raw: null, quotes: [] };
}

function claimOf(
  field: FieldDefinition,
  found: Found | undefined,
  turns: readonly SpokenTurn[],
): Extraction['facts'][number] | undefined {
  const preferred = field.kind === 'TEXT' ? preferredWords(field, turns) : undefined;
  if (preferred) return preferred;
  const value = found && valueFor(field, found);
  const turn = found && turns[found.turn];
  if (found === undefined || value === undefined || turn?.speaker !== 'LEAD') return undefined;
  const quotes = quotesOf(found, turn, turns);
  return quotes && { field: field.name, status: 'stated', value, raw: found.value.slice(0, 500), quotes };
}

function valueFor({ kind }: FieldDefinition, { value, amount }: Found): string | number | boolean | undefined {
  if (kind === 'BOOLEAN') return /^true$/i.test(value);
  if (kind === 'NUMBER') return amount ?? (/^\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined);
  return value;
}

/** Our own words go with an acceptance only where they stand directly before it: of anything older nobody can be sure. */
function quotesOf(
  { quote, offer }: Found,
  turn: SpokenTurn,
  turns: readonly SpokenTurn[],
): { turn: number; text: string }[] | undefined {
  const last = turns.findLast(({ seq }) => seq < turn.seq);
  // "I do" says something only beside the question.
  if (!offer && onlyAccepts(quote) && last?.speaker === 'AGENT')
    return [last, { seq: turn.seq, text: quote }].map(({ seq, text }) => ({ turn: seq, text }));
  if (!offer) return [{ turn: turn.seq, text: quote }];
  const before = turns[offer.turn];
  const isDirect = before !== undefined && last === before;
  if (!isDirect || !(accepts(quote) || onlyAccepts(quote))) return undefined;
  return [
    { turn: before.seq, text: offer.quote },
    { turn: turn.seq, text: quote },
  ];
}

/** Words a rubric asks about, where the lead states them; those in questions are none, nor those that are denied. */
function preferredWords(
  { name, choices = [] }: FieldDefinition,
  turns: readonly SpokenTurn[],
): Extraction['facts'][number] | undefined {
  const hits = turns
    .filter(({ speaker, text }) => speaker === 'LEAD' && !instructsTheMachine(text))
    .flatMap(({ seq, text }) =>
      sentencesOf(text)
        .filter((sentence) => !sentence.asks && modeOf(sentence) === 'STATEMENT')
        .flatMap((sentence) =>
          choices
            .filter((choice) => says(sentence.text, choice))
            .map((choice) => ({ seq, choice, text: sentence.text.trim() })),
        ),
    );
  if (hits.length === 0) return undefined;
  const quotes = [...new Map(hits.map(({ seq, text }) => [`${seq} ${text}`, { turn: seq, text }])).values()];
  return { field: name, status: 'stated', value: [...new Set(hits.map(({ choice }) => choice))], raw: null, quotes };
}

function says(sentence: string, choice: string): boolean {
  const word = normaliseText(choice)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('_', '[ _-]');
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])${word}(?:s|es|ly)?(?![\p{L}\p{M}\p{N}])`, 'iu');
  const text = normaliseText(sentence);
  const at = pattern.exec(text)?.index;
  return at !== undefined && !/(?:\bnot|n't|\bno|\bwithout|\bnever)\s+(?:\S+\s+){0,2}$/u.test(text.slice(0, at));
}

function languageOf(turns: readonly SpokenTurn[]): string {
  const told = turns
    .filter(({ speaker }) => speaker === 'LEAD')
    .map(({ text }) => detectLanguage(text))
    .filter(({ isCertain }) => isCertain);
  const counts = new Map<string, number>();
  for (const { language } of told) counts.set(language, (counts.get(language) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0].slice(0, 2) ?? 'en';
}
