import { IANAZone } from 'luxon';
import type { FieldProblem } from '../platform/http/invalid-input';
import { cleanJson, cleanLine, type Json } from './clean-text';
import { countryOf } from './country';

const EMAIL = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+$/;
/** RFC 5321 section 4.5.3.1.3 leaves 254 characters for an address. */
const EMAIL_LENGTH = 254;
/** Characters of all attributes of one lead together, as JSON. */
const ATTRIBUTES_LENGTH = 16_384;
const ATTRIBUTE_NAME_LENGTH = 100;

/** Reads the fields of one lead and collects what is wrong with them. */
export class LeadFields {
  readonly problems: FieldProblem[] = [];

  /** @param path put before every field, for example `input.`. */
  constructor(private readonly path = '') {}

  /** Text on one line, or null when there is none. */
  line(field: string, value: string | null | undefined, limit: number): string | null {
    const text = value ? cleanLine(value) : '';
    if (text === '') return null;
    if (text.length > limit) return this.refuse(field, `is longer than ${limit} characters.`);
    return text;
  }

  email(value: string | null | undefined): string | null {
    const text = this.line('email', value, EMAIL_LENGTH);
    if (text === null || EMAIL.test(text)) return text;
    return this.refuse('email', 'is not an e-mail address.');
  }

  country(field: string, value: string | null | undefined): ReturnType<typeof countryOf> | null {
    const text = value ? cleanLine(value) : '';
    if (text === '') return null;
    return countryOf(text) ?? this.refuse(field, 'is not a country: give its two-letter code or its English name.');
  }

  timeZone(value: string | null | undefined): string | null {
    const text = this.line('timeZone', value, 100);
    if (text === null || isTimeZone(text)) return text;
    return this.refuse('timeZone', 'is not an IANA time zone such as America/New_York.');
  }

  attributes(value: Readonly<Record<string, unknown>> | null | undefined): Readonly<Record<string, Json>> {
    if (value === null || value === undefined) return {};
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.refuse('attributes', 'must be an object.');
      return {};
    }
    const entries = Object.entries(value).map(([name, inner]): [string, Json] => [cleanLine(name), cleanJson(inner)]);
    if (entries.some(([name]) => name === '' || name.length > ATTRIBUTE_NAME_LENGTH)) {
      this.refuse('attributes', `must have names of 1 to ${ATTRIBUTE_NAME_LENGTH} characters.`);
    } else if (entries.length > 0 && JSON.stringify(entries).length > ATTRIBUTES_LENGTH) {
      this.refuse('attributes', `are longer than ${ATTRIBUTES_LENGTH} characters together.`);
    }
    return Object.fromEntries(entries);
  }

  refuse(field: string, message: string): null {
    this.problems.push({ field: `${this.path}${field}`, message });
    return null;
  }
}

const knownZones = new Map<string, boolean>();
const ZONE_MEMORY = 2_000;

/** A named zone the runtime knows; offsets such as +05:30 are no zones, they ignore clock changes. Asking the runtime is slow. */
function isTimeZone(name: string): boolean {
  const known = knownZones.get(name);
  if (known !== undefined) return known;
  const valid = /^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name) && IANAZone.isValidZone(name);
  if (knownZones.size >= ZONE_MEMORY) knownZones.clear();
  knownZones.set(name, valid);
  return valid;
}
