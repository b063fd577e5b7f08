import { BadUserInput } from '../../platform/errors/domain-error';
import { E164 } from '../../platform/values/phone-number';
import { DEFAULT_DISCLOSURE, type DisclosureSettings } from '../disclosure/disclosure-settings';
import type { FileRow } from '../rules/rule-row.schema';
import type { PolicyChanges, Registration } from './calling-policy';

/** Rows of one id of the rule base; empty for an id it does not know. */
export type RowsOf = (id: string) => readonly FileRow[];

/** Columns of `calling_policies` to set. */
export type PolicyColumnValues = Readonly<Record<string, unknown>>;

/** Most attempts per person and day that a company may choose; the platform allows no more. */
const MOST_ATTEMPTS = 3;
const MOST_DATES = 400;
/** A spoken sentence; longer ones would put off what the law wants said at once. */
const LONGEST_SENTENCE = 300;
const LONGEST_PURPOSE = 100;
const LONGEST_REFERENCE = 200;

/**
 * Turns wishes into columns. Every one of them only narrows what the law allows, or says who the company is.
 * @throws BadUserInput naming the field (`input.…`) that makes no sense.
 */
export function columnsOf(changes: PolicyChanges, disclosure: DisclosureSettings, rowsOf: RowsOf): PolicyColumnValues {
  const given: Record<string, unknown> = {
    legal_name: optional(changes.legalName, (name) => line('legalName', name, 200)),
    windows: optional(changes.windows, (windows) => JSON.stringify(windows), '{}'),
    max_attempts_24h: optional(changes.maxAttemptsPer24h, attempts),
    closed_dates: optional(changes.closedDates, dates, []),
    excluded_regions: optional(changes.excludedRegions, (ids) => regions('excludedRegions', ids, rowsOf), []),
    require_registration: optional(changes.requireRegistration, (required) => required, false),
    registrations: optional(changes.registrations, (held) => registrations(held, rowsOf), '{}'),
    cleared_by_counsel: optional(changes.clearedByCounsel, (ids) => cleared(ids, rowsOf), []),
    disclosure: optional(changes.disclosure, (wishes) => spoken(wishes, disclosure), '{}'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** What is left out stays out; null becomes `unchosen`. */
function optional<T, C>(
  value: T | null | undefined,
  read: (value: T) => C,
  unchosen: C | null = null,
): C | null | undefined {
  if (value === undefined) return undefined;
  return value === null ? unchosen : read(value);
}

function attempts(count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= MOST_ATTEMPTS) return count;
  throw new BadUserInput('input.maxAttemptsPer24h', `must be 1 to ${MOST_ATTEMPTS}.`);
}

function dates(given: readonly string[]): string[] {
  if (given.length > MOST_DATES) throw new BadUserInput('input.closedDates', `holds more than ${MOST_DATES} dates.`);
  const wrong = given.findIndex((date) => !isDate(date));
  if (wrong >= 0)
    throw new BadUserInput(`input.closedDates.${wrong}`, 'must be a date between 2000 and 2100, such as 2026-12-24.');
  return [...new Set(given)].sort();
}

function isDate(text: string): boolean {
  const moment = /^(20\d\d|2100)-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function regions(field: string, ids: readonly string[], rowsOf: RowsOf): string[] {
  const unknown = ids.findIndex((id) => rowsOf(id).length === 0);
  if (unknown >= 0)
    throw new BadUserInput(`input.${field}.${unknown}`, 'is no place the calling rules know, such as US-NY or IN.');
  return [...new Set(ids)].sort();
}

function cleared(ids: readonly string[], rowsOf: RowsOf): string[] {
  const known = regions('clearedByCounsel', ids, rowsOf);
  const spared = ids.findIndex((id) => !rowsOf(id).some((row) => row.counsel_required));
  if (spared >= 0) throw new BadUserInput(`input.clearedByCounsel.${spared}`, 'is a place that needs no clearance.');
  return known;
}

function registrations(given: readonly Registration[], rowsOf: RowsOf): string {
  const held = given.map(
    (registration, i) => [registration.jurisdiction, registered(registration, i, rowsOf)] as const,
  );
  const twice = held.findIndex(([id], i) => held.findIndex(([other]) => other === id) < i);
  if (twice >= 0) throw new BadUserInput(`input.registeredIn.${twice}.jurisdiction`, 'is named twice.');
  return JSON.stringify(Object.fromEntries(held));
}

function registered({ jurisdiction, status, reference }: Registration, i: number, rowsOf: RowsOf): object {
  const path = `registeredIn.${i}`;
  if (!rowsOf(jurisdiction).some((row) => row.registration?.required))
    throw new BadUserInput(`input.${path}.jurisdiction`, 'is no place with a duty to register, such as US-FL.');
  return { status, reference: line(`${path}.reference`, reference, LONGEST_REFERENCE) };
}

/** What is not wished for anew stays as it was. */
function spoken(wishes: Partial<DisclosureSettings>, was: DisclosureSettings): string {
  const { recordingNotice, purpose, extraSentence, callbackNumber } = wishes;
  if (callbackNumber && !E164.test(callbackNumber))
    throw new BadUserInput('input.disclosure.callbackNumber', 'must be in E.164, for example +14155550123.');
  const settings: DisclosureSettings = {
    recordingNotice:
      recordingNotice === undefined ? was.recordingNotice : (recordingNotice ?? DEFAULT_DISCLOSURE.recordingNotice),
    purpose: sentence('purpose', purpose, was.purpose, LONGEST_PURPOSE),
    extraSentence: sentence('extraSentence', extraSentence, was.extraSentence, LONGEST_SENTENCE),
    callbackNumber: callbackNumber === undefined ? was.callbackNumber : callbackNumber || null,
  };
  return JSON.stringify(settings);
}

function sentence(field: string, wish: string | null | undefined, was: string | null, longest: number): string | null {
  if (wish === undefined) return was;
  return wish?.trim() ? line(`disclosure.${field}`, wish, longest) : null;
}

function line(field: string, text: string, longest: number): string {
  const given = text.replaceAll(/\s+/gu, ' ').trim();
  if (given === '') throw new BadUserInput(`input.${field}`, 'is empty.');
  if (given.length > longest) throw new BadUserInput(`input.${field}`, `is longer than ${longest} characters.`);
  if (/\p{Cc}|\p{Surrogate}/u.test(given))
    throw new BadUserInput(`input.${field}`, 'holds a character that cannot be said.');
  return given;
}
