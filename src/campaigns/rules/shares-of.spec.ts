import { sharesOf } from './shares-of';
import type { Obstacle } from './dialing-health';

const at = (minute: number): Date => new Date(Date.UTC(2026, 6, 7, 12, minute));
const cap = (minute: number): Obstacle => ({ gate: 'CONTACT_CAP', clearsAt: at(minute) });
const consent: Obstacle = { gate: 'CONSENT_MISSING', clearsAt: null };

describe('shares of what was asked', () => {
  it('are exact when all were asked', () => {
    expect(sharesOf(4, [null, cap(9), null, cap(3)])).toEqual([
      { leads: 2, obstacles: [] },
      { leads: 2, obstacles: [cap(3)] },
    ]);
  });

  it('are an estimate of the others, and add up', () => {
    const shares = sharesOf(1_000, [consent, consent, consent, null, null, cap(1), consent]);
    expect(shares).toEqual([
      { leads: 573, obstacles: [consent], isEstimate: true },
      { leads: 285, obstacles: [], isEstimate: true },
      { leads: 142, obstacles: [cap(1)], isEstimate: true },
    ]);
    expect(shares.reduce((sum, { leads }) => sum + leads, 0)).toBe(1_000);
  });

  it('are none when nobody was found', () => expect(sharesOf(3, [])).toEqual([]));
});
