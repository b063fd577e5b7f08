import { healthOf, type HeldLeads, type RoomLeft, type ZoneHealth } from './dialing-health';
import { type Gate, GATES } from './gates';

const at = (minute: number): Date => new Date(Date.UTC(2026, 6, 7, 12, minute));
const held = (leads: number, ...gates: Gate[]): HeldLeads => ({
  leads,
  obstacles: gates.map((gate) => ({ gate, clearsAt: null })),
});
const room = (gate: Gate, left: number, clearsAt: Date | null = null): RoomLeft => ({ gate, left, clearsAt });
const health = (people: readonly HeldLeads[], rooms: readonly RoomLeft[] = [], zones: readonly ZoneHealth[] = []) =>
  healthOf({ campaignId: 'c', people, rooms, zones });

describe('dialing health', () => {
  it('adds holds up by gate, largest first, with the earliest clearing', () => {
    const told = health([
      { leads: 2, obstacles: [] },
      { leads: 1, obstacles: [{ gate: 'NOT_DUE', clearsAt: at(30) }] },
      { leads: 5, obstacles: [{ gate: 'CALLING_WINDOW', clearsAt: at(50), isOurs: false }] },
      { leads: 2, obstacles: [{ gate: 'NOT_DUE', clearsAt: at(10) }], isEstimate: true },
      { leads: 0, obstacles: [{ gate: 'PERSON_BUSY', clearsAt: null }] },
    ]);
    expect(told).toEqual({
      campaignId: 'c',
      waiting: 10,
      ready: 2,
      gates: [
        { gate: 'CALLING_WINDOW', leads: 5, clearsAt: at(50), isEstimate: false },
        { gate: 'NOT_DUE', leads: 3, clearsAt: at(10), isEstimate: true },
      ],
      changes: [],
      suggestion: GATES.CALLING_WINDOW,
      zones: [],
    });
  });

  it('counts each lead once, under the first gate in its way', () => {
    const told = health([held(4, 'TENANT_PAUSED', 'AGENT_UNAVAILABLE'), held(3, 'TENANT_PAUSED', 'NOT_DUE')]);
    expect(told.gates).toEqual([{ gate: 'TENANT_PAUSED', leads: 7, clearsAt: null, isEstimate: false }]);
  });

  it('suggests what frees most by itself, not what holds most', () => {
    const told = health([
      held(90, 'CONSENT_MISSING', 'LIST_STALE'),
      held(5, 'CONSENT_MISSING'),
      held(7, 'CALLING_DUTY'),
      held(50, 'NOT_DUE'),
    ]);
    expect(told.gates[0]).toMatchObject({ gate: 'CONSENT_MISSING', leads: 95 });
    expect(told.changes).toEqual([
      { gate: 'CALLING_DUTY', frees: 7 },
      { gate: 'CONSENT_MISSING', frees: 5 },
    ]);
    expect(told.suggestion).toBe(GATES.CALLING_DUTY);
  });

  it('knows that a gate opened is worth no more than the room behind it', () => {
    const told = health(
      [held(100, 'AGENT_UNAVAILABLE')],
      [room('CAMPAIGN_CONCURRENCY', 10), room('DAILY_LIMIT', 4, at(9))],
    );
    expect(told).toMatchObject({ ready: 0, changes: [{ gate: 'AGENT_UNAVAILABLE', frees: 4 }] });
  });

  it('says which limit is the tightest, and what the next one leaves of raising it', () => {
    const told = health(
      [{ leads: 100, obstacles: [] }, held(3, 'NOT_DUE')],
      [room('TENANT_CONCURRENCY', 25), room('CAMPAIGN_CONCURRENCY', 10), room('PLATFORM_CONCURRENCY', 400)],
    );
    expect(told).toMatchObject({
      waiting: 103,
      ready: 10,
      gates: [
        { gate: 'CAMPAIGN_CONCURRENCY', leads: 90 },
        { gate: 'NOT_DUE', leads: 3 },
      ],
      changes: [{ gate: 'CAMPAIGN_CONCURRENCY', frees: 15 }],
    });
  });

  it('does not suggest a change that cannot help, and says what is waited for instead', () => {
    const told = health([{ leads: 9, obstacles: [] }], [room('FAIR_SHARE', 0), room('CAMPAIGN_CONCURRENCY', 0)]);
    expect(told.changes).toEqual([]);
    expect(told.suggestion).toBe(GATES.FAIR_SHARE);
    const night = health([{ leads: 1, obstacles: [{ gate: 'CALLING_WINDOW', clearsAt: at(1), isOurs: false }] }]);
    expect(night.changes).toEqual([]);
  });

  it('adds up whatever holds whom', () => {
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const gates = Object.keys(GATES) as Gate[];
    const some = (): Gate[] => Array.from({ length: next(4) }, () => gates[next(gates.length)] ?? 'NOT_DUE');
    for (let round = 0; round < 500; round++) {
      const people = Array.from({ length: next(8) }, () => held(next(50), ...some()));
      const rooms = Array.from({ length: next(4) }, () =>
        room(gates[next(gates.length)] ?? 'DAILY_LIMIT', next(90) - 20),
      );
      const told = health(people, rooms);
      const counted = told.gates.reduce((sum, { leads }) => sum + leads, told.ready);
      expect(counted).toBe(told.waiting);
      for (const { frees } of told.changes) expect(told.ready + frees).toBeLessThanOrEqual(told.waiting);
    }
  });

  it('suggests nothing when nothing is held', () => {
    expect(health([{ leads: 7, obstacles: [] }])).toMatchObject({ ready: 7, gates: [], changes: [], suggestion: null });
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
    expect(health([], [], zones).zones.map(({ zoneKey }) => zoneKey)).toEqual(['open', 'soon', 'later', 'never']);
  });
});
