import { type Column, columnsOf } from './csv-header';

function nameOf(column: Column | undefined): string {
  if (!column || 'ignored' in column) return '-';
  return 'role' in column ? column.role : `attribute ${column.attribute}`;
}

describe('columnsOf', () => {
  it.each([
    ['phone', 'phone'],
    ['Phone Number', 'phone'],
    ['PHONE_NUMBER', 'phone'],
    ['Mobile', 'phone'],
    ['Tel.', 'phone'],
    ['Telefon', 'phone'],
    ['Teléfono', 'phone'],
    ['Téléphone', 'phone'],
    ['رقم الهاتف', 'phone'],
    ['मोबाइल', 'phone'],
    ['Name', 'name'],
    ['Full name*', 'name'],
    ['First Name', 'firstName'],
    ['surname', 'lastName'],
    ['E-Mail', 'email'],
    ['email_address', 'email'],
    ['Organisation', 'company'],
    ['Street', 'address.line'],
    ['Straße', 'address.line'],
    ['City', 'address.city'],
    ['State/Province', 'address.state'],
    ['ZIP', 'address.postalCode'],
    ['Postcode', 'address.postalCode'],
    ['Country', 'address.country'],
    ['time zone', 'timeZone'],
    ['Lead Source', 'source'],
    ['form-name', 'formName'],
    ['consent_type', 'consent.type'],
    ['Consent Text', 'consent.text'],
    ['consent-at', 'consent.at'],
    ['Consent Date', 'consent.at'],
    ['consent_seller', 'consent.seller'],
    ['consent_channels', 'consent.channels'],
    ['consent_signature', 'consent.signature'],
    ['consent_automated_voice', 'consent.automatedVoice'],
    ['consent_not_condition', 'consent.notConditionOfPurchase'],
    ['consent_not_condition_of_purchase', 'consent.notConditionOfPurchase'],
    ['consent_invited_call', 'consent.invitedCall'],
    ['consent_expires_at', 'consent.expiresAt'],
    ['consent_url', 'consent.pageUrl'],
    ['consent_page_url', 'consent.pageUrl'],
    ['consent_ip', 'consent.ip'],
    ['consent_user_agent', 'consent.userAgent'],
    ['consent_certificate', 'consent.certificate'],
    ['consent_language', 'consent.language'],
    ['consent_text_hash', 'consent.textHash'],
    ['consent_purposes', 'consent.purposes'],
    ['consent_vendor', 'consent.vendor'],
    ['consent', 'attribute consent'],
    ['consented to e-mail', 'attribute consented to e-mail'],
    ['Budget (USD)', 'attribute Budget (USD)'],
    ['  Notes ', 'attribute Notes'],
    ['', '-'],
    ['   ', '-'],
  ])('%j is %s', (title, expected) => {
    expect(nameOf(columnsOf([title])[0])).toBe(expected);
  });

  it('keeps the order of the file', () => {
    expect(columnsOf(['Notes', 'Tel', 'City']).map(nameOf)).toEqual(['attribute Notes', 'phone', 'address.city']);
  });
});
