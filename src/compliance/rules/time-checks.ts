import { capReachedAt } from './caps';
import type { Because, Case } from './case';
import { coverOf } from './consent-standing';
import type { DeferReason } from './contact-decision';
import type { EmergencyHold } from './contact-question';
import { DAY } from './local-day';
import { type Closure, OpenHours } from './open-hours';
import type { HoursFor } from './day-hours';
import type { Locality } from './locality';
import type { RuleBase } from './rule-base';

/** Something only waiting cures. */
export interface Wait {
  readonly reason: DeferReason;
  readonly because: Because;
}

/** The hours of the contact in question, remembered from the last time they were asked for. */
export function hoursOf(of: Case): OpenHours {
  const { channel } = of.question.occasion;
  const lifted =
    of.rules.policy.use_consent_window_exemptions &&
    typeof coverOf(of.consent, channel, 'EXPRESS', of.marketing ? 'MARKETING' : 'INFORMATIONAL') !== 'string';
  const { narrowings } = of.question;
  return openHoursOf(of.place.locality, { channel, marketing: of.marketing, lifted, narrowings }, of.rules);
}

export function openHoursOf(locality: Locality, what: HoursFor, rules: RuleBase): OpenHours {
  const narrowed = what.narrowings.filter((one) => one.windows || one.closedDates?.length);
  const own = narrowed.length > 0 ? JSON.stringify(narrowed.map((one) => [one.windows, one.closedDates])) : '';
  const key = `${what.channel}${what.marketing ? 'M' : 'I'}${what.lifted ? 'L' : ''}|${locality.key}|${own}`;
  const known = rules.memory.hours.get(key);
  return (
    known ?? rules.memory.hours.keep(key, new OpenHours(locality, { ...what, narrowings: narrowed }, rules.policy))
  );
}

/** The first wait of the order of docs/calling-rules.md; undefined when the contact may be made now, as far as time goes. */
export function waitOf(of: Case, hours: OpenHours): Wait | undefined {
  const hold = holdAt(of, of.at);
  if (hold) return { reason: 'EMERGENCY_HOLD', because: { row: hold.jurisdiction } };
  const cap = capReachedAt(of.question, of.inForce, of.rules.policy, of.marketing, of.at);
  if (cap) {
    const { rowId: row, max, made, periodMs } = cap;
    return { reason: 'FREQUENCY_CAP', because: { row, max, made, periodSeconds: periodMs / 1_000 } };
  }
  const closure = hours.closureAt(of.at);
  return closure && { reason: closure.reason, because: becauseOf(closure) };
}

/**
 * The first moment from now on at which holds, caps and windows all let the contact through, assuming that nothing else happens;
 * undefined when there is none within the horizon of the policy.
 */
export function nextAllowed(of: Case, hours: OpenHours): number | undefined {
  const horizon = of.at + of.rules.policy.search_horizon_days * DAY;
  let at = of.at;
  while (at <= horizon) {
    const next = Math.max(afterHold(of, at), afterCaps(of, at), hours.opensAt(at, horizon) ?? Number.POSITIVE_INFINITY);
    if (next === at) return at;
    at = next;
  }
  return undefined;
}

/** When an allowed contact would no longer be: the windows close, or a hold begins. */
export function closesAt(of: Case, hours: OpenHours): number | undefined {
  let first = hours.closesAt(of.at) ?? Number.POSITIVE_INFINITY;
  for (const hold of of.question.holds) {
    if (concerns(hold, of) && hold.from.getTime() > of.at) first = Math.min(first, hold.from.getTime());
  }
  return Number.isFinite(first) ? first : undefined;
}

function holdAt(of: Case, at: number): EmergencyHold | undefined {
  return of.question.holds.find((hold) => concerns(hold, of) && isInForce(hold, at));
}

function afterHold(of: Case, at: number): number {
  const hold = holdAt(of, at);
  if (!hold) return at;
  return hold.to ? hold.to.getTime() : Number.POSITIVE_INFINITY;
}

function afterCaps(of: Case, at: number): number {
  const inForce = of.place.locality.inForceAt(at);
  return capReachedAt(of.question, inForce, of.rules.policy, of.marketing, at)?.releasedAt ?? at;
}

function concerns(hold: EmergencyHold, of: Case): boolean {
  return of.place.regions.includes(hold.jurisdiction);
}

/** From its first moment, inclusive, to its last, exclusive. */
export function isInForce(hold: EmergencyHold, at: number): boolean {
  return hold.from.getTime() <= at && !(hold.to && hold.to.getTime() <= at);
}

function becauseOf({ zone, rowId, holiday, minute, hours }: Closure): Because {
  return { zone, row: rowId, holiday, minute: Math.floor(minute), opens: hours.opens, closes: hours.closes };
}
