import { isTimeZone } from '../compliance/zone-clock';
import type { FieldProblem } from '../platform/http/invalid-input';
import { isDeeperThan, MAX_NESTING } from '../platform/http/nesting';
import { cleanJson, cleanLine, type Json } from './clean-text';
import { countryOf } from './country';
import { ATTRIBUTES_LENGTH, type Attributes, attributesFit } from './lead-attributes';

const EMAIL = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:"]+$/;
/** RFC 5321 section 4.5.3.1.3 leaves 254 characters for an address. */
const EMAIL_LENGTH = 254;
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

  attributes(value: Readonly<Record<string, unknown>> | null | undefined): Attributes {
    if (value === null || value === undefined) return {};
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.refuse('attributes', 'must be an object.');
      return {};
    }
    if (isDeeperThan(MAX_NESTING, value)) {
      this.refuse('attributes', `are nested more than ${MAX_NESTING} levels deep.`);
      return {};
    }
    const entries = Object.entries(value).map(([name, inner]): [string, Json] => [cleanLine(name), cleanJson(inner)]);
    if (entries.some(([name]) => name === '' || name.length > ATTRIBUTE_NAME_LENGTH)) {
      this.refuse('attributes', `must have names of 1 to ${ATTRIBUTE_NAME_LENGTH} characters.`);
    }
    return this.fitting(Object.fromEntries(entries));
  }

  /** The attributes of one lead, all of them. */
  fitting(attributes: Attributes): Attributes {
    if (!attributesFit(attributes))
      this.refuse('attributes', `are longer than ${ATTRIBUTES_LENGTH} characters together.`);
    return attributes;
  }

  refuse(field: string, message: string): null {
    this.problems.push({ field: `${this.path}${field}`, message });
    return null;
  }
}
