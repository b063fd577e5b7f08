import { cleanLine } from '../../clean-text';

/** What a column of a file may hold; any other column becomes an attribute of its own name. */
export const COLUMN_ROLES = [
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
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export type Column =
  { readonly role: ColumnRole; readonly title: string } | { readonly attribute: string } | { readonly ignored: true };

const ALIASES: Readonly<Record<ColumnRole, string>> = {
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

const ROLES: ReadonlyMap<string, ColumnRole> = new Map(
  COLUMN_ROLES.flatMap((role) => ALIASES[role].split(', ').map((alias): [string, ColumnRole] => [folded(alias), role])),
);

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
