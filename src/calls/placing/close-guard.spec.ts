import * as fc from 'fast-check';
import { ringWithin, shortestRingingMs } from './close-guard';

const moment = new Date('2026-07-07T18:00:00Z');
const after = (seconds: number): Date => new Date(moment.getTime() + seconds * 1_000);
const plan = { moment, queueMs: 0, requestMs: 10_000, ringTimeoutSeconds: 25 };

describe('ringWithin', () => {
  it('rings as long as the campaign wishes where no hours apply, or they are far away', () => {
    expect(ringWithin({ ...plan, endsAt: null })).toEqual({ ringTimeoutSeconds: 25, ringBy: null });
    expect(ringWithin({ ...plan, endsAt: after(3_600) })).toEqual({ ringTimeoutSeconds: 25, ringBy: after(3_570) });
  });

  it('rings shorter near the end of the hours, not below a ring worth a call', () => {
    expect(ringWithin({ ...plan, endsAt: after(35) })).toEqual({ ringTimeoutSeconds: 20, ringBy: after(10) });
    expect(ringWithin({ ...plan, endsAt: after(30) })).toEqual({ ringTimeoutSeconds: 15, ringBy: after(10) });
    expect(ringWithin({ ...plan, endsAt: after(29) })).toBeNull();
  });

  it('counts what the carrier queues', () => {
    expect(ringWithin({ ...plan, queueMs: 90_000, endsAt: after(119) })).toBeNull();
    expect(ringWithin({ ...plan, queueMs: 90_000, endsAt: after(122) })).toEqual({
      ringTimeoutSeconds: 17,
      ringBy: after(100),
    });
  });

  it('never lets a phone ring beyond the hours, wherever in its time the request arrives', () => {
    const whole = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(
        whole(600),
        whole(300_000),
        whole(60_000),
        fc.integer({ min: 5, max: 120 }),
        (left, queueMs, requestMs, ring) => {
          const asked = { moment, queueMs, requestMs, ringTimeoutSeconds: ring, endsAt: after(left) };
          const time = ringWithin(asked);
          if (!time) return left * 1_000 < shortestRingingMs(asked);
          const stopsAt = moment.getTime() + requestMs + queueMs + time.ringTimeoutSeconds * 1_000 + 5_000;
          const stopsAtLatest = (time.ringBy?.getTime() ?? 0) + time.ringTimeoutSeconds * 1_000 + 5_000;
          return (
            stopsAt <= after(left).getTime() &&
            stopsAtLatest <= after(left).getTime() &&
            time.ringTimeoutSeconds <= ring
          );
        },
      ),
    );
  });
});
