import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { ConsentLedger } from '../compliance/consents/consent-ledger.service';
import { ConsentReader } from '../compliance/consents/consent-reader.service';
import type { ConsentTerms } from '../compliance/consents/consent-terms';
import type { ConsentReading } from '../compliance/consents/read-consent';
import { UnitOfWork } from '../platform/database/unit-of-work';
import type { FieldProblem } from '../platform/http/invalid-input';
import { checkLead } from './check-lead';
import { LeadReceiver, type ReceivedLead } from './lead-receiver.service';
import type { CheckedLead, NewLead } from './new-lead';

/** A person who may be stored, with what they agreed to, if anything. */
export interface ConsentingLead {
  readonly lead: CheckedLead;
  readonly consent: ConsentTerms | null;
}

export type ConsentingVerdict = ConsentingLead | { readonly problems: readonly FieldProblem[] };

/** What `checkLead` says, and of the consent too. */
export type ConsentingCheck = (
  input: NewLead,
  tenantCountry: CountryCode | undefined,
  path?: string,
) => ConsentingVerdict;

const NOTHING: ConsentReading = { problems: [] };

/** Makes people leads and records what they agreed to: both, or neither. */
@Injectable()
export class ConsentingLeads {
  constructor(
    private readonly work: UnitOfWork,
    private readonly receiver: LeadReceiver,
    private readonly reader: ConsentReader,
    private readonly ledger: ConsentLedger,
  ) {}

  /** The check for these inputs; takes a statement when one of them speaks of a consent. */
  async checkFor(inputs: readonly NewLead[]): Promise<ConsentingCheck> {
    const read = inputs.some(({ consent }) => consent) ? await this.reader.reading() : undefined;
    return (input, tenantCountry, path = '') => {
      const verdict = checkLead(input, tenantCountry, path);
      const reading = input.consent && read ? read(input.consent, `${path}consent.`) : NOTHING;
      const problems = [verdict, reading].flatMap((one) => ('problems' in one ? one.problems : []));
      if ('problems' in verdict || problems.length > 0) return { problems };
      return { lead: verdict, consent: 'terms' in reading ? reading.terms : null };
    };
  }

  /** One answer per person, in their order; one statement more than `LeadReceiver` takes, when anybody agreed to anything. */
  async receiveAll(people: readonly ConsentingLead[]): Promise<ReceivedLead[]> {
    return this.work.run(async () => {
      const received = await this.receiver.receiveAll(people.map(({ lead }) => lead));
      const grants = people.flatMap(({ lead: { phone }, consent }, i) =>
        consent ? [{ terms: consent, phone, leadId: received[i]?.lead.id }] : [],
      );
      if (grants.length > 0) await this.ledger.recordAll(grants);
      return received;
    });
  }
}
