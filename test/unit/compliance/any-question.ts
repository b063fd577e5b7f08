import * as fc from 'fast-check';
import {
  type ConsentGrant,
  CONTACT_CHANNELS,
  CONTACT_PURPOSES,
  type ContactQuestion,
  type Narrowing,
} from '../../../src/compliance/rules/contact-question';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const PHONES = [
  '+12125552345',
  '+13055552345',
  '+18505552345',
  '+17135552345',
  '+14015552345',
  '+12155552345',
  '+15045552345',
  '+12075552345',
  '+14025552345',
  '+19075552345',
  '+18015552345',
  '+15035552345',
  '+14585552345',
  '+12065552345',
  '+19285552345',
  '+16055552345',
  '+14165552345',
  '+16045552345',
  '+17785552345',
  '+17455552345',
  '+919876543210',
  '+971501234567',
  '+966501234567',
  '+447911123456',
  '+61412345678',
];
const NOWHERE = ['+18005552345', '+18765552345', '+4915112345678', '+12121552345'];
const STATES = [null, null, null, 'NY', 'CA', 'FL', 'TX', 'LA', 'WA', 'RI', 'ON', 'BC', 'ZZ'];
const ZONES = [null, null, null, 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'America/Gotham'];
const SELLER = 'Acme Homes LLC';

/** Days on which something changes: clocks, laws, years, holidays. */
const TURNS = [
  '2025-12-31T12:00:00Z',
  '2026-02-17T18:00:00Z',
  '2026-03-08T07:00:00Z',
  '2026-07-04T16:00:00Z',
  '2026-10-18T04:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-11-27T18:00:00Z',
  '2027-12-31T18:00:00Z',
].map((text) => Date.parse(text));

/** Any moment of two years, often near a turn, often on a whole minute. */
export const anyMoment: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2028-01-10T00:00:00Z') }),
  fc
    .tuple(fc.constantFrom(...TURNS), fc.integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 }))
    .map(([turn, minutes]) => turn + minutes * 60_000),
);

const wallMinute = fc
  .integer({ min: 0, max: 24 * 4 })
  .map(
    (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const window = fc.option(
  fc.tuple(wallMinute, wallMinute).filter(([start, end]) => start < end),
  { freq: 6 },
);

/** What a company or campaign may add: mostly something mild, so that not everything is closed. */
export const anyNarrowing: fc.Arbitrary<Narrowing> = fc.record(
  {
    windows: fc.record(
      { mon: window, tue: window, wed: window, thu: window, fri: window, sat: window, sun: window },
      { requiredKeys: [] },
    ),
    maxAttemptsPer24h: fc.integer({ min: 1, max: 5 }),
    closedDates: fc.array(fc.constantFrom('2026-07-06', '2026-07-07', '2026-12-24', '2027-01-04'), { maxLength: 2 }),
    excludedRegions: fc.array(fc.constantFrom('US-FL', 'IN', 'CA-ON', 'US-TX'), { maxLength: 1 }),
    requireRegistration: fc.boolean(),
    registeredIn: fc.subarray(['US-FL', 'US-TX', 'US-NY', 'US-PA', 'US-RI', 'US-UT']),
    clearedByCounsel: fc.subarray(['SA', 'EU']),
  },
  { requiredKeys: [] },
);

function anyGrant(phone: string, at: number): fc.Arbitrary<ConsentGrant> {
  const mostly = fc.boolean().chain((sure) => (sure ? fc.constant(true) : fc.boolean()));
  return fc.record({
    type: fc.constantFrom('PEWC' as const, 'PEWC' as const, 'PEC' as const),
    phone: fc.constantFrom(phone, phone, phone, '+12125550000'),
    seller: fc.constantFrom(SELLER, SELLER, ' acme HOMES llc', 'Other Co'),
    channels: fc.constantFrom([...CONTACT_CHANNELS], [...CONTACT_CHANNELS], ['SMS' as const]),
    signature: fc.constantFrom('esign_checkbox', 'esign_checkbox', null),
    disclosesAutomatedVoice: mostly,
    disclosesNotCondition: mostly,
    invitedCall: fc.boolean(),
    obtainedAt: fc.integer({ min: -300, max: -1 }).map((hours) => new Date(at + hours * HOUR)),
    reoptInAt: fc.option(
      fc.integer({ min: -200, max: 0 }).map((hours) => new Date(at + hours * HOUR)),
      { freq: 2 },
    ),
  });
}

function goodGrant(phone: string, at: number): ConsentGrant {
  return {
    type: 'PEWC',
    phone,
    seller: SELLER,
    channels: CONTACT_CHANNELS,
    signature: 'esign_checkbox',
    disclosesAutomatedVoice: true,
    disclosesNotCondition: true,
    invitedCall: true,
    obtainedAt: new Date(at - 30 * DAY),
  };
}

function before(at: number, hours: number, resolution = 60_000): fc.Arbitrary<Date> {
  return fc.integer({ min: 0, max: (hours * HOUR) / resolution }).map((steps) => new Date(at - steps * resolution));
}

/** A question about a moment at which every other fact lies in the past, as in life. */
export const anyQuestion: fc.Arbitrary<ContactQuestion> = fc
  .tuple(anyMoment, fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...PHONES) }, fc.constantFrom(...NOWHERE)))
  .chain(([at, phone]) => {
    const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
      fc.integer({ min: 0, max: 7 }).chain((dice) => (dice === 0 ? arbitrary : fc.constant(null)));
    return fc.record({
      contact: fc.record({
        phone: fc.constant(phone),
        line: fc.constantFrom('MOBILE' as const, 'LANDLINE' as const, 'UNKNOWN' as const),
        addressState: fc.constantFrom(...STATES),
        timeZone: fc.constantFrom(...ZONES),
        timeZoneStatedByPerson: fc.boolean(),
      }),
      occasion: fc.record({
        channel: fc.constantFrom(...CONTACT_CHANNELS),
        purpose: fc.oneof(
          { weight: 3, arbitrary: fc.constant('MARKETING' as const) },
          fc.constantFrom(...CONTACT_PURPOSES),
        ),
        seller: fc.constant(SELLER),
        subject: fc.constantFrom('home-tour', 'mortgage', null),
        callerId: fc.constantFrom('+911401234567', '+97145551234', null),
        callerIdVerified: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
      }),
      moment: fc.constant(new Date(at)),
      history: fc.record({
        consents: fc.array(fc.oneof(fc.constant(goodGrant(phone, at)), anyGrant(phone, at)), { maxLength: 3 }),
        revocations: seldom(before(at, 200)).chain((moment) =>
          fc.constantFrom('ALL' as const, 'MARKETING' as const).map((scope) => (moment ? [{ at: moment, scope }] : [])),
        ),
        attempts: fc.array(
          fc.record({
            at: before(at, 200),
            channel: fc.constantFrom(...CONTACT_CHANNELS),
            subject: fc.constantFrom('home-tour', 'mortgage', null),
          }),
          { maxLength: 6 },
        ),
        internalDncAt: seldom(before(at, 200)),
        lists: fc.record({
          national: fc.constantFrom(false, false, false, true),
          state: fc.constantFrom(false, false, false, true),
          preferenceRegister: fc.constantFrom(false, false, false, true),
          checkedAt: fc.constantFrom(new Date(at - DAY), new Date(at - DAY), new Date(at - 40 * DAY), null),
        }),
        reassigned: fc.constantFrom(
          { checkedAt: new Date(at - DAY), result: 'NO' as const },
          { checkedAt: new Date(at - DAY), result: 'NO' as const },
          { checkedAt: new Date(at - DAY), result: 'YES' as const },
          null,
        ),
        relationship: seldom(
          fc.record({
            type: fc.constantFrom('TRANSACTION' as const, 'INQUIRY' as const),
            at: before(at, 400 * 24, HOUR),
          }),
        ),
        inboundAt: seldom(before(at, 30)),
        declinedAt: seldom(before(at, 200)),
        confirmationsSent: fc.constantFrom(0, 0, 1),
        phoneUsable: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
      }),
      holds: fc
        .option(
          fc.record({
            jurisdiction: fc.constantFrom('US', 'US-LA', 'US-NY', 'IN'),
            from: fc.integer({ min: -100, max: 50 }).map((hours) => new Date(at + hours * HOUR)),
            to: fc.option(fc.integer({ min: 101, max: 300 }).map((hours) => new Date(at + hours * HOUR))),
          }),
          { freq: 2 },
        )
        .map((hold) => (hold ? [hold] : [])),
      narrowings: fc.array(anyNarrowing, { maxLength: 2 }),
    });
  });
