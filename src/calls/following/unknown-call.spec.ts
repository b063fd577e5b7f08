import { decideUnknown, nextLook, type Sighting, STUCK_AFTER_MS, type UnknownStanding } from './unknown-call';

const DIALED = new Date('2026-07-07T18:00:00Z');
const SETTINGS = { settleMs: 45_000, confirmMs: 30_000, requestMs: 10_000 };
const at = (seconds: number): Date => new Date(DIALED.getTime() + seconds * 1_000);
const standing: UnknownStanding = { dialStartedAt: DIALED, unknownSince: at(6), missingSince: null };
const decide = (sighting: Sighting, seconds: number, missingSince: Date | null = null) =>
  decideUnknown({ ...standing, missingSince }, sighting, at(seconds), SETTINGS);

describe('decideUnknown', () => {
  it.each([7, 50, 2_000])('adopts what it finds, at %i s', (seconds) => {
    expect(decide('FOUND', seconds)).toEqual({ kind: 'ADOPT' });
  });

  it('takes no list for settled before the request must have arrived and been written down', () => {
    // 5 s to leave, 10 s on the way, 45 s to be listed.
    expect(decide('MISSING', 59)).toMatchObject({ kind: 'LOOK_AGAIN', at: at(60), missingSince: null });
    expect(decide('MISSING', 60)).toMatchObject({ kind: 'LOOK_AGAIN', at: at(90), missingSince: at(60) });
  });

  it('waits for the settling time from when it was given up, if that was later', () => {
    const late = { ...standing, unknownSince: at(100) };
    expect(decideUnknown(late, 'MISSING', at(144), SETTINGS)).toMatchObject({ missingSince: null, at: at(145) });
  });

  it('believes it only of a second settled list', () => {
    expect(decide('MISSING', 89, at(60))).toMatchObject({ kind: 'LOOK_AGAIN', at: at(90), missingSince: at(60) });
    expect(decide('MISSING', 90, at(60))).toEqual({ kind: 'NOT_PLACED' });
  });

  it('does not take a failure to ask for a list, nor a list that may show it', () => {
    expect(decide('UNASKED', 5_000, at(60))).toMatchObject({ kind: 'LOOK_AGAIN', missingSince: at(60) });
    expect(decide('CONTESTED', 5_000, at(60))).toMatchObject({ kind: 'LOOK_AGAIN', missingSince: null });
  });

  it.each([
    ['UNASKED', 'CARRIER_UNREACHABLE'],
    ['CONTESTED', 'CONTESTED'],
    ['MISSING', 'UNRESOLVED'],
  ] as const)('calls for a person after a quarter of an hour: %s', (sighting, attention) => {
    const stuck = 6 + STUCK_AFTER_MS / 1_000;
    expect(decide(sighting, stuck - 1)).toMatchObject({ attention: null });
    expect(decide(sighting, stuck)).toMatchObject({ kind: 'LOOK_AGAIN', attention });
  });
});

describe('nextLook', () => {
  it('comes soon at first, and later and later', () => {
    const gaps = [0, 3, 4, 14, 15, 59, 60, 899, 900].map(
      (age) => nextLook(standing, at(6 + age)).getTime() - at(6 + age).getTime(),
    );
    expect(gaps).toEqual([2_000, 2_000, 5_000, 5_000, 10_000, 10_000, 30_000, 30_000, 60_000]);
  });
});
