import { type ListCopies, standingOf } from './list-standing';

const [older, newer] = [new Date('2026-07-01T00:00:00Z'), new Date('2026-07-05T00:00:00Z')];
const national = (jurisdiction: string, asOf: Date, listed = false): ListCopies => ({
  kind: 'NATIONAL_DNC',
  jurisdiction,
  asOf,
  listed,
});

describe('the standing of a number in lists', () => {
  it('is unknown without a copy', () => {
    expect(standingOf([], ['US', 'US-NY'])).toEqual({
      national: false,
      state: false,
      preferenceRegister: false,
      checkedAt: null,
    });
  });

  it('is as old as the copy of the country', () => {
    expect(standingOf([national('US', newer), national('CA', older)], ['US', 'US-NY']).checkedAt).toEqual(newer);
  });

  it('is as old as the older copy when two countries claim the person, and unknown when one is missing', () => {
    expect(standingOf([national('US', newer), national('CA', older)], ['CA', 'US']).checkedAt).toEqual(older);
    expect(standingOf([national('US', newer)], ['CA', 'US']).checkedAt).toBeNull();
  });

  it('needs no national list where there is none', () => {
    expect(standingOf([national('US', newer)], ['GB']).checkedAt).toBeNull();
  });

  it.each([
    ['NATIONAL_DNC', 'national'],
    ['STATE_DNC', 'state'],
    ['PREFERENCE_REGISTER', 'preferenceRegister'],
  ] as const)('%s: whoever is on a list is on it', (kind, key) => {
    const copies: ListCopies[] = [{ kind, jurisdiction: 'US-FL', asOf: newer, listed: true }];
    expect(standingOf(copies, ['US', 'US-NY'])[key]).toBe(true);
  });
});
