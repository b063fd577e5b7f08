import { cpuMs } from '../../../test/support/cpu-ms';
import { type DialZone, UNKNOWN_ZONE } from '../dial-zone';
import type { Contact } from './contact-question';
import { loadRuleFile } from './load-rule-file';
import { placeOf } from './place-of-contact';
import { ruleBaseOf } from './rule-base';
import { zoneOf, zoneOfKey } from './zone-of';

type ZonedContact = Omit<Contact, 'line'>;

const rules = ruleBaseOf(loadRuleFile());
const dialZoneOf = (contact: ZonedContact): DialZone => zoneOf(contact, rules);
const dialZoneOfKey = (key: string): DialZone => zoneOfKey(key, rules);

type Case = [why: string, contact: ZonedContact, key: string];

const UNKNOWN = UNKNOWN_ZONE.key;

const BY_NUMBER: Case[] = [
  ['one zone, one state', { phone: '+12125552345' }, 'US+US-NY|America/New_York'],
  ['Arizona keeps standard time', { phone: '+16025552345' }, 'US+US-AZ|America/Phoenix'],
  ['928 reaches the Navajo Nation', { phone: '+19285552345' }, 'US+US-AZ|America/Denver,America/Phoenix'],
  ['907 reaches Adak', { phone: '+19075552345' }, 'US+US-AK|America/Adak,America/Anchorage'],
  ['850 straddles the zone line', { phone: '+18505552345' }, 'US+US-FL|America/Chicago,America/New_York'],
  ['448 overlays 850', { phone: '+14485552345' }, 'US+US-FL|America/Chicago,America/New_York'],
  ['689 overlays 407, all Eastern', { phone: '+16895552345' }, 'US+US-FL|America/New_York'],
  ['Guam', { phone: '+16715552345' }, 'US+US-GU|Pacific/Guam'],
  ['a province', { phone: '+14165552345' }, 'CA|America/Toronto'],
  ['474 overlays 306, no clock changes', { phone: '+14745552345' }, 'CA|America/Regina'],
  ['an area code of two provinces', { phone: '+19025552345' }, 'CA|America/Halifax'],
  ['India', { phone: '+919876543210' }, 'IN|Asia/Kolkata'],
  ['Saudi Arabia', { phone: '+966501234567' }, 'SA|Asia/Riyadh'],
  ['United Arab Emirates', { phone: '+971501234567' }, 'AE|Asia/Dubai'],
  ['United Kingdom', { phone: '+447400123456' }, 'GB|Europe/London'],
  ['a Guernsey range of the British plan', { phone: '+447911123456' }, 'GB|Europe/London'],
];

const WITHOUT_PLACE: [why: string, phone: string][] = [
  ['toll-free', '+18005552345'],
  ['toll-free, reserved', '+18225552345'],
  ['premium', '+19005552345'],
  ['personal 5XX', '+15005552345'],
  ['Canadian non-geographic', '+16005552345'],
  ['carrier specific', '+17005552345'],
  ['United States government', '+17105552345'],
  ['N11', '+19115552345'],
  ['an exchange cannot begin with 1', '+12121552345'],
  ['an area code cannot begin with 1', '+11235552345'],
  ['too short', '+1212555234'],
  ['too long', '+121255523456'],
  ['British toll-free', '+448001111111'],
  ['international toll-free', '+80012345678'],
  ['no such country', '+999123456789'],
  ['not a number', 'hello'],
  ['empty', ''],
];

const BY_SEVERAL_SIGNALS: Case[] = [
  [
    'address in another state',
    { phone: '+12125552345', addressState: 'CA' },
    'US+US-CA+US-NY|America/Los_Angeles,America/New_York',
  ],
  [
    'address in the same state',
    { phone: '+13055552345', addressState: 'FL', addressCountry: 'US' },
    'US+US-FL|America/New_York',
  ],
  [
    'state by name',
    { phone: '+12125552345', addressState: 'california' },
    'US+US-CA+US-NY|America/Los_Angeles,America/New_York',
  ],
  [
    'state with its country',
    { phone: '+12125552345', addressState: 'US-TX' },
    'US+US-NY+US-TX|America/Chicago,America/Denver,America/New_York',
  ],
  ['across the border', { phone: '+14165552345', addressState: 'NY' }, 'CA+US+US-NY|America/New_York,America/Toronto'],
  ['unknown area code, address', { phone: '+17455552345', addressState: 'IL' }, 'US+US-IL|America/Chicago'],
  ['unknown area code, no address', { phone: '+17455552345' }, UNKNOWN],
  ['unknown area code, imported zone only', { phone: '+17455552345', timeZone: 'America/Chicago' }, UNKNOWN],
  ['address abroad', { phone: '+12125552345', addressCountry: 'IN' }, 'IN+US+US-NY|America/New_York,Asia/Kolkata'],
  [
    'foreign number, American address',
    { phone: '+919876543210', addressState: 'NY', addressCountry: 'US' },
    'IN+US+US-NY|America/New_York,Asia/Kolkata',
  ],
  [
    'WA in Australia is not Washington',
    { phone: '+61412345678', addressState: 'WA' },
    dialZoneOf({ phone: '+61412345678' }).key,
  ],
  [
    'UP in India is no American state',
    { phone: '+919876543210', addressState: 'CA', addressCountry: 'IN' },
    'IN|Asia/Kolkata',
  ],
  [
    'a state of the other country',
    { phone: '+12125552345', addressState: 'ON', addressCountry: 'US' },
    'US+US-NY|America/New_York',
  ],
  [
    'Puerto Rico as a country',
    { phone: '+12125552345', addressCountry: 'PR' },
    'US+US-NY+US-PR|America/New_York,America/Puerto_Rico',
  ],
  [
    'Puerto Rico by number and address',
    { phone: '+17875552345', addressCountry: 'pr' },
    'US+US-PR|America/Puerto_Rico',
  ],
  [
    'imported zone widens',
    { phone: '+12125552345', timeZone: 'America/Los_Angeles' },
    'US+US-NY|America/Los_Angeles,America/New_York',
  ],
  ['an unknown zone is ignored', { phone: '+12125552345', timeZone: 'America/Gotham' }, 'US+US-NY|America/New_York'],
  ['an offset is no zone', { phone: '+12125552345', timeZone: '+05:30' }, 'US+US-NY|America/New_York'],
  [
    'a stated zone stands alone, every state keeps its rules',
    { phone: '+13055552345', addressState: 'CA', timeZone: 'America/Los_Angeles', timeZoneStatedByPerson: true },
    'US+US-CA+US-FL|America/Los_Angeles',
  ],
  [
    'a stated zone does not rescue a number without a place',
    { phone: '+18005552345', timeZone: 'America/Los_Angeles', timeZoneStatedByPerson: true },
    UNKNOWN,
  ],
];

describe('the dial zone of a contact', () => {
  it.each(BY_NUMBER)('by number: %s', (_why, contact, key) => {
    expect(dialZoneOf(contact).key).toBe(key);
  });

  it.each(WITHOUT_PLACE)('unknown: %s', (_why, phone) => {
    expect(dialZoneOf({ phone, addressState: 'NY', addressCountry: 'US' })).toBe(UNKNOWN_ZONE);
  });

  it.each(BY_SEVERAL_SIGNALS)('signals: %s', (_why, contact, key) => {
    expect(dialZoneOf(contact).key).toBe(key);
  });

  it('keeps every zone of a country of several', () => {
    const zones = dialZoneOf({ phone: '+61412345678' }).timeZones;
    expect(zones).toEqual(
      expect.arrayContaining(['Australia/Perth', 'Australia/Sydney', 'Australia/Darwin', 'Australia/Brisbane']),
    );
  });

  it.each<[why: string, contact: ZonedContact, reason: string]>([
    ['a Caribbean number is not American', { phone: '+18765552345' }, 'COUNTRY_NOT_ENABLED'],
    ['not even with an American address', { phone: '+12425552345', addressState: 'FL' }, 'COUNTRY_NOT_ENABLED'],
    ['a country without rows', { phone: '+4915112345678' }, 'COUNTRY_NOT_ENABLED'],
    ['an address in one', { phone: '+12125552345', addressCountry: 'FR' }, 'COUNTRY_NOT_ENABLED'],
    ['an address nowhere', { phone: '+12125552345', addressCountry: 'XX' }, 'COUNTRY_NOT_ENABLED'],
    [
      'the country of an address places no area code',
      { phone: '+17455552345', addressCountry: 'US' },
      'LOCATION_UNKNOWN',
    ],
    ['nor does an address abroad', { phone: '+17455552345', addressCountry: 'IN' }, 'LOCATION_UNKNOWN'],
    ['an exchange of service codes', { phone: '+12129112345' }, 'INVALID_NUMBER'],
    ['a number of no length', { phone: '+44201234' }, 'INVALID_NUMBER'],
    ['Australian shared cost', { phone: '+611300123456' }, 'NUMBER_TYPE_PROHIBITED'],
  ])('nobody: %s', (_why, contact, reason) => {
    expect(placeOf({ ...contact, line: 'UNKNOWN' }, rules)).toMatchObject({ known: false, reason });
    expect(dialZoneOf(contact)).toBe(UNKNOWN_ZONE);
  });

  it('keeps every region that claims the contact, with or without rules of its own', () => {
    const place = placeOf({ phone: '+19025552345', addressState: 'Quebec', line: 'UNKNOWN' }, rules);
    expect(place).toMatchObject({ regions: ['CA', 'CA-NS', 'CA-PE', 'CA-QC'], jurisdictions: ['CA'] });
  });

  it('names number before address, and countries before states', () => {
    const place = placeOf({ phone: '+14165552345', addressState: 'NY', line: 'UNKNOWN' }, rules);
    expect(place.jurisdictions).toEqual(['CA', 'US', 'US-NY']);
  });

  it('is fast enough for a million rows', () => {
    const compute = (): void => {
      for (let i = 0; i < 20_000; i += 1)
        dialZoneOf({ phone: `+1212555${1000 + (i % 9000)}`, timeZone: 'America/Chicago' });
    };
    expect(cpuMs(compute)).toBeLessThan(1_000);
  });
});

describe('the key of a dial zone', () => {
  it.each([...BY_NUMBER, ...BY_SEVERAL_SIGNALS])('reads back: %s', (_why, contact) => {
    const zone = dialZoneOf(contact);
    expect(dialZoneOfKey(zone.key)).toEqual(zone);
  });

  it('reads a key this process never made', () => {
    expect(dialZoneOfKey('US+US-WY|America/Boise')).toEqual({
      key: 'US+US-WY|America/Boise',
      jurisdictions: ['US', 'US-WY'],
      timeZones: ['America/Boise'],
    });
  });

  it.each([
    '',
    '|',
    'US',
    'US|',
    '|America/New_York',
    'US|America/Gotham',
    'us|America/New_York',
    'US|America/New_York|x',
    'US+US|America/New_York',
    'UNKNOWN',
    'US+US-ZZ|America/New_York',
    'CA+CA-ON|America/Toronto',
  ])('knows nothing of %p', (key) => {
    expect(dialZoneOfKey(key)).toBe(UNKNOWN_ZONE);
  });
});
