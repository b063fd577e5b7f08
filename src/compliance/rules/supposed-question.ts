import {
  type ConsentGrant,
  type Contact,
  CONTACT_CHANNELS,
  type ContactChannel,
  type ContactQuestion,
} from './contact-question';
import { uneventfulHistory } from './uneventful-history';

/** A person nobody knows: what somebody at a terminal wants to suppose about one. */
export interface Supposed {
  readonly phone: string;
  readonly moment: Date;
  readonly channel: ContactChannel;
  readonly purpose: 'MARKETING' | 'INFORMATIONAL';
  readonly line: Contact['line'];
  readonly consent: 'PEWC' | 'PEC' | null;
  readonly state: string | null;
  readonly country: string | null;
  /** Taken as the person's own word. */
  readonly zone: string | null;
  readonly callerId: string | null;
}

const SELLER = 'the company';

/** In words, what `supposedQuestion` adds to what was said. */
export const SUPPOSITIONS =
  'the lists and the Reassigned Numbers Database read just now without a hit, no opt-out, no earlier attempt, no hold, a verified caller ID';

/** The question about such a person, with nothing in the way that was not asked about. */
export function supposedQuestion(supposed: Supposed): ContactQuestion {
  const { phone, moment } = supposed;
  return {
    contact: {
      phone,
      line: supposed.line,
      addressState: supposed.state,
      addressCountry: supposed.country,
      timeZone: supposed.zone,
      timeZoneStatedByPerson: true,
    },
    occasion: {
      channel: supposed.channel,
      purpose: supposed.purpose,
      seller: SELLER,
      subject: null,
      callerId: supposed.callerId,
      callerIdVerified: true,
    },
    moment,
    history: { ...uneventfulHistory(moment), consents: consentsOf(supposed) },
    holds: [],
    narrowings: [],
  };
}

function consentsOf({ phone, moment, consent }: Supposed): ConsentGrant[] {
  if (!consent) return [];
  const written = consent === 'PEWC';
  return [
    {
      type: consent,
      phone,
      seller: SELLER,
      channels: CONTACT_CHANNELS,
      signature: written ? 'esign_checkbox' : null,
      disclosesAutomatedVoice: written,
      disclosesNotCondition: written,
      invitedCall: false,
      obtainedAt: moment,
    },
  ];
}
