import { Injectable } from '@nestjs/common';
import type { ClockReading, DatabaseClock } from '../clock/database-clock';
import { within } from '../clock/within';
import { PlatformConnection } from './connections';

/** A reading so quick is exact enough. */
const QUICK_MS = 20;
const MOST_READINGS = 5;
const LIMIT_MS = 5_000;

/** Asks the database what time it is. */
@Injectable()
export class DatabaseTime {
  constructor(private readonly platform: PlatformConnection) {}

  /** The most exact of up to five readings. @throws when the database does not answer within five seconds. */
  read(clock: Pick<DatabaseClock, 'monotonicMs'>): Promise<ClockReading> {
    return within(LIMIT_MS, async (over) => {
      // One connection for all: waiting for one is not part of a reading.
      const runner = this.platform.source.createQueryRunner();
      try {
        await runner.connect();
        let best: ClockReading | undefined;
        for (let n = 0; n < MOST_READINGS && !over.aborted; n += 1) {
          const askedAtMs = clock.monotonicMs();
          const rows = (await runner.query(QUESTION)) as { ms: number }[];
          const answeredAtMs = clock.monotonicMs();
          const reading = { databaseMs: rows[0]?.ms ?? Number.NaN, askedAtMs, answeredAtMs };
          if (!best || tookMs(reading) < tookMs(best)) best = reading;
          if (tookMs(best) < QUICK_MS) break;
        }
        if (!best || !Number.isFinite(best.databaseMs)) throw new Error('The database did not tell the time.');
        return best;
      } finally {
        await runner.release();
      }
    });
  }
}

function tookMs({ askedAtMs, answeredAtMs }: ClockReading): number {
  return answeredAtMs - askedAtMs;
}

const QUESTION = 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms';
