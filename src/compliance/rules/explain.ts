import type { ContactDecision } from './contact-decision';
import { placeOfNumber } from './number-place';
import type { RuleBase } from './rule-base';
import { SENTENCES } from './sentences';
import { spokenMoment, spokenTime, spokenZone } from './spoken-time';

export interface Asked {
  /** E.164. */
  readonly phone: string;
  readonly moment: Date;
}

/**
 * The decision in a sentence for people, for example `Florida number, fourth attempt within 24 hours (Florida allows 3); next at 09:00
 * Eastern.` It says where the number is from and repeats no number.
 */
export function explain(decision: ContactDecision, rules: RuleBase, asked: Asked): string {
  const { because, reason } = decision;
  const { row, zone } = because;
  const sentence = SENTENCES[reason]({
    because,
    whose: typeof row === 'string' ? nameOf(row, rules) : null,
    clock: typeof zone === 'string' ? spokenZone(zone) : 'local time',
  });
  const from = originOf(decision, rules, asked.phone);
  const whole = `${from ? `${from}, ` : ''}${sentence}${afterwards(decision, asked.moment)}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** `Florida number`; where only the address is known, `Illinois address`. */
function originOf({ place }: ContactDecision, rules: RuleBase, phone: string): string | undefined {
  const number = placeOfNumber(phone, rules.numbers);
  if (typeof number !== 'string') return `${nameOf(number.regions.at(-1) ?? number.country, rules)} number`;
  const row = place.jurisdictions.at(-1);
  return row ? `${nameOf(row, rules)} address` : undefined;
}

/** Name of a country, state or province: `Florida`, `United States`, `Ontario`. */
export function nameOf(region: string, rules: RuleBase): string {
  const name = rules.rowsById.get(region)?.[0]?.file.name ?? rules.addresses.regions.get(region)?.name;
  return name?.replace(/ \(.*\)$/, '') ?? region;
}

function afterwards(decision: ContactDecision, moment: Date): string {
  const { candidateZones } = decision.place;
  if (decision.verdict === 'DENY') return '';
  if (decision.verdict === 'ALLOW')
    return decision.closesAt ? `, until ${spokenTime(decision.closesAt, candidateZones)}` : '';
  const { nextAllowedAt } = decision;
  return nextAllowedAt ? `; next ${spokenMoment(nextAllowedAt, moment, candidateZones)}` : '; no next time is known';
}
