import type { ConsentField } from '../../../compliance/consents/said-consent';
import { cleanLine } from '../../clean-text';

/** What a column of a file may hold; any other column becomes an attribute of its own name. */
const LEAD_ROLES = [
  'phone',
  'name',
  'firstName',
  'lastName',
  'email',
  'company',
  'address.line',
  'address.city',
  'address.state',
  'address.postalCode',
  'address.country',
  'timeZone',
  'source',
  'formName',
] as const;
type LeadRole = (typeof LEAD_ROLES)[number];

/** A column of what the person agreed to. */
export type ConsentRole = `consent.${ConsentField}`;
export type ColumnRole = LeadRole | ConsentRole;

export type Column =
  { readonly role: ColumnRole; readonly title: string } | { readonly attribute: string } | { readonly ignored: true };

const ALIASES: Readonly<Record<LeadRole, string>> = {
  phone:
    'phone, phone number, phone no, phone nr, telephone, telephone number, tel, tel no, tel nr, mobile, mobile phone, mobile number, ' +
    'mobile no, cell, cell phone, cell number, cellphone, primary phone, home phone, work phone, business phone, contact number, ' +
    'contact phone, contact no, lead phone, number, phone 1, msisdn, whatsapp, whatsapp number, telefon, telefonnummer, handy, ' +
    'handynummer, mobil, rufnummer, telefono, numero de telefono, celular, movil, telephone portable, numero de telephone, portable, ' +
    'هاتف, رقم الهاتف, الهاتف, جوال, رقم الجوال, موبايل, फोन, फ़ोन, फोन नंबर, मोबाइल',
  name: 'name, full name, fullname, contact name, contact, lead name, lead, customer, customer name, client, client name, person, nombre completo, nom complet, vollstandiger name, الاسم, الاسم الكامل, नाम',
  firstName: 'first name, firstname, first, given name, forename, fname, vorname, nombre, prenom, الاسم الاول',
  lastName:
    'last name, lastname, last, surname, family name, lname, nachname, apellido, apellidos, nom, nom de famille, اسم العائلة',
  email:
    'email, e mail, email address, e mail address, mail, mail address, emailadresse, correo, correo electronico, courriel, البريد الالكتروني, البريد, ईमेल',
  company:
    'company, company name, organisation, organization, organisation name, organization name, business, business name, employer, account, account name, ' +
    'firma, unternehmen, empresa, societe, entreprise, الشركة, कंपनी',
  'address.line':
    'address, address line, address line 1, address 1, address1, street, street address, mailing address, adresse, strasse, direccion, calle, rue, العنوان, पता',
  'address.city': 'city, town, locality, address city, stadt, ort, ciudad, ville, المدينة, शहर',
  'address.state':
    'state, province, region, state province, state code, state or province, address state, bundesland, estado, provincia, राज्य',
  'address.postalCode':
    'zip, zip code, zipcode, postal code, postalcode, postcode, post code, zip postal code, address zip, plz, postleitzahl, codigo postal, code postal',
  'address.country':
    'country, country code, country name, address country, nation, land, pais, pays, الدولة, البلد, देश',
  timeZone: 'timezone, time zone, tz, zeitzone, zona horaria, fuseau horaire',
  source: 'source, lead source, origin, quelle, fuente',
  formName: 'form, form name, formname, form title, formular',
};

/** All begin with `consent`, so that no column of another meaning is taken for one. */
const CONSENT_ALIASES: Readonly<Partial<Record<ConsentField, string>>> = {
  type: 'type, kind',
  text: 'text, text shown, language shown, wording, disclosure',
  textHash: 'text hash, text sha256, hash',
  seller: 'seller, seller name, company, brand',
  channels: 'channels, channel',
  purposes: 'purposes, purpose',
  signature: 'signature, signature method',
  automatedVoice: 'automated voice, automated or artificial voice, automated calls, artificial voice, ai voice',
  notConditionOfPurchase: 'not condition, not condition of purchase, not a condition of purchase',
  invitedCall: 'invited call, invited calls, asked to be called',
  at: 'at, date, time, timestamp, given at, obtained at, date time',
  expiresAt: 'expires at, expires, expiry, expiration, valid until',
  pageUrl: 'url, page url, page, source url',
  callId: 'call id, call',
  ip: 'ip, ip address',
  userAgent: 'user agent, browser',
  certificate: 'certificate, certificate url, certificate ref, trustedform, trusted form url, jornaya, leadid token',
  vendor: 'vendor, lead vendor, collected by, publisher',
  language: 'language, lang',
  subject: 'subject, topic',
  statedTimeZone: 'stated time zone, stated timezone',
  statedAddress: 'stated address',
  uncheckedByDefault: 'unchecked by default, box unchecked',
};

const ROLES: ReadonlyMap<string, ColumnRole> = new Map<string, ColumnRole>([
  ...LEAD_ROLES.flatMap((role) =>
    ALIASES[role].split(', ').map((alias): [string, ColumnRole] => [folded(alias), role]),
  ),
  ...Object.entries(CONSENT_ALIASES).flatMap(([field, aliases]) =>
    aliases.split(', ').map((alias): [string, ColumnRole] => [`consent ${alias}`, `consent.${field as ConsentField}`]),
  ),
]);

/** What each column holds, by its title in any case, with any punctuation and without accents. */
export function columnsOf(titles: readonly string[]): Column[] {
  return titles.map((title) => {
    const clean = cleanLine(title);
    const role = ROLES.get(folded(clean));
    if (role) return { role, title: clean };
    return clean === '' ? { ignored: true } : { attribute: clean };
  });
}

function folded(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/ß/g, 'ss')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
