import { checkLead } from './check-lead';
import { changeContact, type LeadChanges } from './lead-changes';

const lead = checkLead(
  {
    phone: '+14155550123',
    source: 'API',
    name: 'Ann',
    email: 'ann@example.com',
    company: 'Acme',
    timeZone: 'America/New_York',
    address: { line: '1 Main St', city: 'Albany', state: 'NY', postalCode: '12207', country: 'US' },
    attributes: { rooms: 2, pool: true },
  },
  'US',
);
if ('problems' in lead) throw new Error('the lead of this test is wrong');

describe('changeContact', () => {
  it('keeps what is left out', () => {
    const { name, email, company, timeZone, attributes, ...address } = lead;
    expect(changeContact(lead, {})).toMatchObject({
      name,
      email,
      company,
      timeZone,
      attributes,
      addressCity: address.addressCity,
    });
  });

  it.each<[LeadChanges, object]>([
    [{ name: ' Ann  Lee ' }, { name: 'Ann Lee', email: 'ann@example.com' }],
    [
      { name: null, company: '' },
      { name: null, company: null },
    ],
    [{ address: { city: 'Troy' } }, { addressCity: 'Troy', addressLine: '1 Main St', addressState: 'NY' }],
    [{ address: { state: null } }, { addressState: null, addressCountry: 'US' }],
    [
      { address: null },
      { addressLine: null, addressCity: null, addressState: null, addressPostalCode: null, addressCountry: null },
    ],
    [{ attributes: { rooms: 3, pool: null, garden: 'yes' } }, { attributes: { rooms: 3, garden: 'yes' } }],
    [{ attributes: null }, { attributes: {} }],
    [{ timeZone: null }, { timeZone: null, timeZoneSource: null }],
    [{ timeZone: 'America/Chicago' }, { timeZone: 'America/Chicago', timeZoneSource: 'IMPORTED' }],
    [
      { timeZone: 'America/Chicago', timeZoneSource: 'LEAD_STATED' },
      { timeZone: 'America/Chicago', timeZoneSource: 'LEAD_STATED' },
    ],
    [{ timeZoneSource: 'AGENT_CONFIRMED' }, { timeZone: 'America/New_York', timeZoneSource: 'AGENT_CONFIRMED' }],
  ])('%j', (changes, expected) => {
    expect(changeContact(lead, changes)).toEqual(expect.objectContaining(expected));
  });

  it('refuses attributes that the lead has no room for, and takes them when others make room', () => {
    const full = { ...lead, attributes: { note: 'x'.repeat(16_000) } };
    const more = { essay: 'y'.repeat(1_000) };
    expect(changeContact(full, { attributes: more }, 'input.')).toEqual({
      problems: [{ field: 'input.attributes', message: expect.stringContaining('longer than 16384') }],
    });
    expect(changeContact(full, { attributes: { ...more, note: null } })).toMatchObject({ attributes: more });
    expect(changeContact(full, { name: 'Ann Lee' })).toMatchObject({ name: 'Ann Lee', attributes: full.attributes });
  });

  it('names each bad field and changes nothing', () => {
    expect(changeContact(lead, { email: 'no', address: { country: 'Nowhere' } }, 'input.')).toEqual({
      problems: [
        { field: 'input.email', message: expect.any(String) },
        { field: 'input.address.country', message: expect.any(String) },
      ],
    });
  });
});
