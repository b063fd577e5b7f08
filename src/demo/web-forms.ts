import { writtenConsent } from './written-consent';

/** The company of the demonstration, as people's consents have to name it. */
export const COMPANY = 'Harbour Homes';

/** Ticks a box and signs nothing: enough to be written down, not to be called by AI. */
const TICKED = true;
const SIGNED = { agreed: true, ...writtenConsent(COMPANY), pageUrl: 'https://harbour-homes.example/enquiry' };

/** People who fill in a form during the demonstration; the last two digits of a number choose how the emulator's person behaves. */
export const WEB_FORMS = [
  { name: 'Maya Lindqvist', phone: '+12125550101', message: 'I would like to see the penthouse this week.' },
  {
    name: 'Jorge Ramirez',
    phone: '+13125550110',
    message: 'Please tell me everything about the two bedroom flats.',
    consent: TICKED,
  },
  { name: 'Layla Haddad', phone: '+12125550109', message: 'أود معرفة المزيد عن الشقق' },
  { name: 'Grace Whitfield', phone: '+14155550106', message: 'Can a person call me?' },
  { name: 'Noah Sterling', phone: '+17735550121', message: 'Budget is approved, we decide this month.' },
].map((person) => ({ consent: SIGNED, ...person, formName: 'Harbour View enquiry', source: 'WEBSITE' }));
