import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { InvalidInput } from '../../platform/http/invalid-input';
import { ConsentFields } from './consent-fields';
import { CallingPolicies } from '../policies/calling-policies.service';
import type { ConsentTerms } from './consent-terms';
import { type ConsentReading, readConsent } from './read-consent';
import type { SaidConsent } from './said-consent';

/** Reads what is said of consents in the name of the company of the work in progress. */
@Injectable()
export class ConsentReader {
  constructor(
    private readonly policies: CallingPolicies,
    private readonly clock: Clock,
  ) {}

  /**
   * @param path put before every field named, for example `optIn.`.
   * @throws InvalidInput naming every bad field.
   */
  async read(said: SaidConsent, path = ''): Promise<ConsentTerms> {
    const reading = (await this.reading())(said, path);
    if ('problems' in reading) throw new InvalidInput(reading.problems);
    return reading.terms;
  }

  /**
   * The moment a person took something back.
   * @throws InvalidInput naming `at` when it lies in the future or before 1900.
   */
  readMoment(at: Date | null | undefined, path = ''): Date | null {
    const fields = new ConsentFields({ source: 'API', at }, path);
    const moment = fields.moment('at', this.clock.now());
    if (fields.problems.length > 0) throw new InvalidInput(fields.problems);
    return moment;
  }

  /**
   * The reading itself, for many consents at one moment. One statement. What is said twice in the very same words is read once: most
   * people of a file agreed to the same terms, which then are one object.
   */
  async reading(): Promise<(said: SaidConsent, path?: string) => ConsentReading> {
    const { legalName } = await this.policies.current();
    const now = this.clock.now();
    const known = new Map<string, ConsentReading>();
    return (said, path = '') => {
      const words = JSON.stringify([path, said]);
      const reading = known.get(words) ?? readConsent(said, { legalName, now }, path);
      known.set(words, reading);
      return reading;
    };
  }
}
