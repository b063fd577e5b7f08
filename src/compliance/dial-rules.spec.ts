import { type DialEvidence, PERSON_CAP, type DialVerdict, verdictOn } from './dial-rules';
import { dialZoneOf, UNKNOWN_ZONE } from './dial-zone';

const NEW_YORK = dialZoneOf({ phone: '+12125552345' });
const AFTERNOON = new Date('2026-07-07T14:00:00-04:00');
const NIGHT = new Date('2026-07-07T22:00:00-04:00');
const NEXT_MORNING = new Date('2026-07-08T08:00:00-04:00');

function judge(evidence: Partial<DialEvidence> = {}): DialVerdict {
  return verdictOn({
    zone: NEW_YORK,
    moment: AFTERNOON,
    suppressed: false,
    phoneUsable: true,
    capStart: null,
    ...evidence,
  });
}

const DENIED = { verdict: 'DENY', reason: 'CAMPAIGN_STOPPED', explanation: 'The campaign was stopped.' } as const;

describe('the order of the rules', () => {
  const everything: Partial<DialEvidence> = {
    zone: UNKNOWN_ZONE,
    suppressed: true,
    phoneUsable: false,
    conditions: [
      { verdict: 'DEFER', reason: 'DAILY_LIMIT', explanation: 'Enough for today.', until: NEXT_MORNING },
      DENIED,
    ],
    capStart: AFTERNOON,
    moment: NIGHT,
  };

  it.each<[string, Partial<DialEvidence>, string, string]>([
    ['an unknown place comes first', {}, 'DENY', 'LOCATION_UNKNOWN'],
    ['then suppression', { zone: NEW_YORK }, 'DENY', 'PERSON_SUPPRESSED'],
    ['then a number that is no good', { zone: NEW_YORK, suppressed: false }, 'DENY', 'PHONE_UNUSABLE'],
    [
      'then what the caller denies, wherever it stands in the list',
      { zone: NEW_YORK, suppressed: false, phoneUsable: true },
      'DENY',
      'CAMPAIGN_STOPPED',
    ],
    [
      'then what the caller defers',
      { zone: NEW_YORK, suppressed: false, phoneUsable: true, conditions: everything.conditions?.slice(0, 1) },
      'DEFER',
      'DAILY_LIMIT',
    ],
    [
      'then the cap',
      { zone: NEW_YORK, suppressed: false, phoneUsable: true, conditions: [] },
      'DEFER',
      'FREQUENCY_CAP',
    ],
    [
      'then the window',
      { zone: NEW_YORK, suppressed: false, phoneUsable: true, conditions: [], capStart: null },
      'DEFER',
      'OUTSIDE_WINDOW',
    ],
    [
      'then nothing is left to object',
      { zone: NEW_YORK, suppressed: false, phoneUsable: true, conditions: [], capStart: null, moment: AFTERNOON },
      'ALLOW',
      'OK',
    ],
  ])('%s', (_what, change, verdict, reason) => {
    expect(judge({ ...everything, ...change })).toMatchObject({ verdict, reason });
  });
});

describe('a deferral', () => {
  it('by the window lasts until it opens', () => {
    expect(judge({ moment: NIGHT })).toMatchObject({ reason: 'OUTSIDE_WINDOW', until: NEXT_MORNING });
  });

  it('by the window respects the campaign', () => {
    const windows = { wed: null, thu: ['10:00', '12:00'] } as const;
    expect(judge({ moment: NIGHT, windows })).toMatchObject({ until: new Date('2026-07-09T10:00:00-04:00') });
  });

  it('by the cap ends when the call is exactly 24 hours old', () => {
    const capStart = new Date(AFTERNOON.getTime() - 23 * 3_600_000);
    expect(judge({ capStart })).toMatchObject({
      reason: 'FREQUENCY_CAP',
      until: new Date(AFTERNOON.getTime() + 3_600_000),
      explanation: expect.stringContaining(String(PERSON_CAP)),
    });
  });

  it('by the cap never ends at night', () => {
    const capStart = new Date('2026-07-06T22:00:00-04:00');
    expect(judge({ capStart })).toMatchObject({ reason: 'FREQUENCY_CAP', until: NEXT_MORNING });
  });

  it('takes the longest of the waits of the caller', () => {
    const conditions = [
      { verdict: 'DEFER', reason: 'SHORT', explanation: 's', until: new Date('2026-07-07T15:00:00-04:00') },
      { verdict: 'DEFER', reason: 'LONG', explanation: 'l', until: new Date('2026-07-07T17:00:00-04:00') },
      { verdict: 'DEFER', reason: 'UNKNOWN_END', explanation: 'u' },
    ] as const;
    expect(judge({ conditions })).toMatchObject({ reason: 'LONG', until: new Date('2026-07-07T17:00:00-04:00') });
  });

  it('without a known end is asked again at the same whole five minutes, so that it stays one receipt', () => {
    const conditions = [{ verdict: 'DEFER', reason: 'BUDGET', explanation: 'b' }] as const;
    const until = new Date('2026-07-07T14:05:00-04:00');
    expect(judge({ conditions })).toMatchObject({ until });
    expect(judge({ conditions, moment: new Date('2026-07-07T14:04:59.999-04:00') })).toMatchObject({ until });
  });

  it('of a window that never opens says so, and is asked again after the horizon', () => {
    const windows = { mon: null, tue: null, wed: null, thu: null, fri: null, sat: null, sun: null };
    expect(judge({ windows })).toMatchObject({
      reason: 'OUTSIDE_WINDOW',
      until: new Date('2026-07-28T00:00:00Z'),
      explanation: expect.stringContaining('do not open within 21 days'),
    });
  });

  it('names all the clocks of a person who may be in several places', () => {
    const coasts = dialZoneOf({ phone: '+12125552345', addressState: 'CA' });
    expect(judge({ zone: coasts, moment: new Date('2026-07-07T09:00:00-04:00') })).toMatchObject({
      until: new Date('2026-07-07T08:00:00-07:00'),
      explanation: expect.stringContaining('2 possible time zones'),
    });
  });
});
