import { clockChanges, isTimeZone, minutesAhead, wallClock } from './zone-clock';

describe('the clocks of a zone', () => {
  it.each([
    ['America/New_York', '2026-03-08T06:59:59Z', -300],
    ['America/New_York', '2026-03-08T07:00:00Z', -240],
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', 630],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 660],
    ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 345],
    ['America/Vancouver', '2026-10-31T00:00:00Z', -420],
    ['America/Vancouver', '2026-12-01T00:00:00Z', -420],
    ['Canada/Mountain', '2027-01-01T00:00:00Z', -360],
    ['Africa/Casablanca', '2026-08-01T00:00:00Z', 60],
    ['Africa/El_Aaiun', '2026-10-01T00:00:00Z', 0],
  ])('%s at %s', (zone, moment, minutes) => {
    expect(minutesAhead(zone, Date.parse(moment))).toBe(minutes);
  });

  it('shows the time on the wall', () => {
    expect(new Date(wallClock('Asia/Kolkata', Date.parse('2026-07-07T18:45:00Z'))).toISOString()).toBe(
      '2026-07-08T00:15:00.000Z',
    );
  });

  it('finds every change of a year, to the moment', () => {
    const year = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')] as const;
    const changes = (zone: string) => clockChanges(zone, ...year).map((at) => new Date(at).toISOString());
    expect(changes('America/New_York')).toEqual(['2026-03-08T07:00:00.000Z', '2026-11-01T06:00:00.000Z']);
    expect(changes('America/Edmonton')).toEqual(['2026-03-08T09:00:00.000Z']);
    expect(changes('Asia/Kolkata')).toEqual([]);
  });

  it.each(['America/New_York', 'UTC', 'US/Eastern', 'Asia/Calcutta'])('knows %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['', 'Mars/Olympus', '+05:30', '-08:00', 'America/New York', 'America/New_York|x'])(
    'does not know %p',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});
