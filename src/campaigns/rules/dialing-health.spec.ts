import { GATES, summarise, type ZoneHealth } from './dialing-health';

const at = (minute: number): Date => new Date(Date.UTC(2026, 6, 7, 12, minute));

describe('dialing health', () => {
  it('adds holds up by gate, largest first, with the earliest clearing', () => {
    const health = summarise(
      'c',
      2,
      [
        { gate: 'NOT_DUE', leads: 1, clearsAt: at(30) },
        { gate: 'CALLING_WINDOW', leads: 5, clearsAt: at(50) },
        { gate: 'NOT_DUE', leads: 2, clearsAt: at(10) },
        { gate: 'PERSON_BUSY', leads: 0, clearsAt: null },
      ],
      [],
    );
    expect(health).toEqual({
      campaignId: 'c',
      ready: 2,
      gates: [
        { gate: 'CALLING_WINDOW', leads: 5, clearsAt: at(50) },
        { gate: 'NOT_DUE', leads: 3, clearsAt: at(10) },
      ],
      suggestion: GATES.CALLING_WINDOW,
      zones: [],
    });
  });

  it('suggests nothing when nothing is held', () => {
    expect(summarise('c', 7, [], [])).toEqual({ campaignId: 'c', ready: 7, gates: [], suggestion: null, zones: [] });
  });

  it('lists zones by when they may be called: open ones, then by opening, then those nobody knows about', () => {
    const zone = (zoneKey: string, isOpen: boolean, opensAt: Date | null): ZoneHealth => ({
      zoneKey,
      timeZones: [],
      jurisdictions: [],
      leads: 1,
      isOpen,
      opensAt,
      reason: isOpen ? null : 'OUTSIDE_WINDOW',
    });
    const zones = [
      zone('never', false, null),
      zone('later', false, at(9)),
      zone('soon', false, at(5)),
      zone('open', true, null),
    ];
    expect(summarise('c', 1, [], zones).zones.map(({ zoneKey }) => zoneKey)).toEqual([
      'open',
      'soon',
      'later',
      'never',
    ]);
  });
});
