import { DateTime } from 'luxon';
import type { FieldProblem } from '../../platform/http/invalid-input';
import type { ConsentField, SaidConsent } from './said-consent';

/** U+0000 and halves of characters, which PostgreSQL refuses. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

const YES = ['true', 'yes', 'y', '1', 'on', 'x'];
const NO = ['false', 'no', 'n', '0', 'off'];

/** Nobody alive has agreed to anything before; a year 0 or 19 is a slip of the pen. */
const EARLIEST = new Date('1900-01-01T00:00:00Z');

/** Reads what is said of one consent and collects what is wrong with it. */
export class ConsentFields {
  readonly problems: FieldProblem[] = [];

  /** @param path put before every field, for example `input.`. */
  constructor(
    private readonly said: SaidConsent,
    private readonly path: string,
  ) {}

  /** As it came, or the empty text. */
  text(field: ConsentField, limit: number): string {
    const value = this.said[field];
    if (typeof value !== 'string' || value.trim() === '') return '';
    if (value.length > limit) this.refuse(field, `is longer than ${limit} characters.`);
    if (UNSTORABLE.test(value)) this.refuse(field, 'holds a character that cannot be stored.');
    return value;
  }

  /** On one line; null when nothing is said. */
  line(field: ConsentField, limit: number): string | null {
    return this.text(field, limit).replace(/\s+/g, ' ').trim() || null;
  }

  /** False when nothing is said. */
  flag(field: ConsentField): boolean {
    const value = this.said[field];
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
    if (YES.includes(word)) return true;
    if (word !== '' && !NO.includes(word)) this.refuse(field, 'must be yes or no.');
    return false;
  }

  /** Not after `latest`, where one is given. Null when nothing is said. */
  moment(field: ConsentField, latest?: Date): Date | null {
    const value = this.said[field];
    const isSaid = value instanceof Date || (typeof value === 'string' && value.trim() !== '');
    if (!isSaid) return null;
    const moment = value instanceof Date ? value : momentOf(value.trim());
    if (!moment || Number.isNaN(moment.getTime())) {
      return this.refuse(field, 'must be a moment such as 2026-07-07T14:00:00Z or a date such as 2026-07-07.');
    }
    if (moment < EARLIEST) return this.refuse(field, 'lies before the year 1900.');
    if (latest && moment > latest) return this.refuse(field, 'lies in the future.');
    return moment;
  }

  /** `fallback` when nothing is said. */
  words<W extends string>(field: ConsentField, known: readonly W[], fallback: readonly W[]): readonly W[] {
    const value = this.said[field];
    const given = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,;|]+/) : [];
    const words = given.map((word) => `${word}`.trim().toUpperCase().replaceAll('-', '_')).filter(Boolean);
    const strange = words.some((word) => !known.some((one) => one === word));
    if (strange) this.refuse(field, `must be one or more of ${known.join(', ')}.`);
    return words.length === 0 ? fallback : known.filter((one) => words.includes(one));
  }

  /** A file names its columns as `consent_at`, `consent_not_condition_of_purchase`. */
  refuse(field: ConsentField, message: string): null {
    const column = `consent_${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    this.problems.push({ field: this.said.source === 'CSV' ? column : `${this.path}${field}`, message });
    return null;
  }
}

/** ISO 8601, also with a blank for the T; without an offset in UTC. */
function momentOf(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(text)) return null;
  const iso = DateTime.fromISO(text, { zone: 'utc' });
  const moment = iso.isValid ? iso : DateTime.fromSQL(text, { zone: 'utc' });
  return moment.isValid ? moment.toJSDate() : null;
}
