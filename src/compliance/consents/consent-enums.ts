import { registerEnumType } from '@nestjs/graphql';
import type { ConsentPurpose, ConsentType } from './consent-terms';

export const ConsentTypeEnum = { PEWC: 'PEWC', PEC: 'PEC' } as const satisfies { [T in ConsentType]: T };

registerEnumType(ConsentTypeEnum, {
  name: 'ConsentType',
  description: 'How strong a consent is.',
  valuesMap: {
    PEWC: { description: 'Prior express written consent: signed, naming the company, with both disclosures.' },
    PEC: { description: 'Prior express consent, written or spoken.' },
  },
});

export const ConsentPurposeEnum = {
  MARKETING: 'MARKETING',
  INFORMATIONAL: 'INFORMATIONAL',
} as const satisfies { [P in ConsentPurpose]: P };

registerEnumType(ConsentPurposeEnum, {
  name: 'ConsentPurpose',
  description: 'What a person allows to be contacted for.',
  valuesMap: {
    MARKETING: { description: 'Advertising and selling, and information as well.' },
    INFORMATIONAL: { description: 'Information only.' },
  },
});

export const ConsentScopeEnum = { ALL: 'ALL', MARKETING: 'MARKETING' } as const;

registerEnumType(ConsentScopeEnum, {
  name: 'ConsentScope',
  description: 'What a person takes back.',
  valuesMap: {
    ALL: { description: 'Everything; the number also goes on the do-not-contact list.' },
    MARKETING: { description: 'Marketing, when the person said explicitly that the rest may stay.' },
  },
});

export const ConsentEntryKindEnum = { GRANT: 'GRANT', REVOCATION: 'REVOCATION' } as const;

registerEnumType(ConsentEntryKindEnum, {
  name: 'ConsentEntryKind',
  description: 'What an entry of the ledger is.',
  valuesMap: {
    GRANT: { description: 'A person allowed to be contacted.' },
    REVOCATION: { description: 'A person took that back.' },
  },
});

export const RevocationMethodEnum = {
  SPOKEN: 'SPOKEN',
  KEYPRESS: 'KEYPRESS',
  SMS: 'SMS',
  WHATSAPP: 'WHATSAPP',
  EMAIL: 'EMAIL',
  LETTER: 'LETTER',
  FORM: 'FORM',
  IN_PERSON: 'IN_PERSON',
  API: 'API',
} as const;

registerEnumType(RevocationMethodEnum, {
  name: 'RevocationMethod',
  description: 'How a person took a consent back; any reasonable means counts.',
  valuesMap: {
    SPOKEN: { description: 'Said in a call or on a voicemail.' },
    KEYPRESS: { description: 'Pressed a key in a call.' },
    SMS: { description: 'Texted.' },
    WHATSAPP: { description: 'Wrote on WhatsApp.' },
    EMAIL: { description: 'Wrote an e-mail.' },
    LETTER: { description: 'Wrote a letter.' },
    FORM: { description: 'Filled in a form.' },
    IN_PERSON: { description: 'Said it in person.' },
    API: { description: 'Told another system, which told us.' },
  },
});
