import { profilesOf } from '../../../src/qualification/rules-extraction/fields/field-profile';
import { readDialogue } from '../../../src/qualification/rules-extraction/read-dialogue';
import { dialoguesOf, type GoldDialogue, type Half } from './dialogue-fixtures';
import { count, emptyTally, type Tally } from './measure';

export interface RulesReport {
  readonly dialogues: number;
  /** Dialogues with every field as it should be. */
  readonly joint: number;
  readonly domains: number;
  readonly total: Tally;
  readonly byKind: ReadonlyMap<string, Tally>;
  /** By `<domain>.<field>`. */
  readonly byField: ReadonlyMap<string, Tally>;
}

/** Reads every dialogue of one half by rules alone. */
export function measureRules(half: Half): RulesReport {
  const dialogues = dialoguesOf(half);
  const total = emptyTally();
  const byKind = new Map<string, Tally>();
  const byField = new Map<string, Tally>();
  const joint = dialogues.filter((dialogue) => isWhole(dialogue, [total], byKind, byField)).length;
  const domains = new Set(dialogues.map(({ domain }) => domain)).size;
  return { dialogues: dialogues.length, joint, domains, total, byKind, byField };
}

function isWhole(
  dialogue: GoldDialogue,
  totals: readonly Tally[],
  byKind: Map<string, Tally>,
  byField: Map<string, Tally>,
): boolean {
  const found = readDialogue(dialogue);
  const right = profilesOf(dialogue.fields).map(({ field, kind }) => {
    const tallies = [...totals, tallyOf(byKind, kind), tallyOf(byField, `${dialogue.domain}.${field.name}`)];
    const value = found.get(field.name)?.value ?? null;
    return tallies.map((tally) => count(tally, dialogue.gold.get(field.name), value)).every(Boolean);
  });
  return right.every(Boolean);
}

function tallyOf(tallies: Map<string, Tally>, key: string): Tally {
  const tally = tallies.get(key) ?? emptyTally();
  tallies.set(key, tally);
  return tally;
}
