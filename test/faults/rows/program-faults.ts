import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../row';
import type { Run } from '../run';

export const PROGRAM_FAULTS: readonly Row[] = [
  {
    id: 'F27',
    title: 'four schedulers and sweeps over the same leads',
    roles: ['api', 'all', 'all', 'all', 'all'],
    env: { SWEEP_INTERVAL_MS: '250' },
    expectsNoRecovery: true,
    inject: async (run) => {
      run.injected('more sweepers', { times: 4, recovers: false });
      await run.keepCalling(35_000);
    },
  },
  {
    id: 'F38',
    title: 'the model is late, breaks off, is overloaded and talks nonsense',
    env: { ANTHROPIC_TIMEOUT_MS: '1500', ANTHROPIC_IDLE_TIMEOUT_MS: '500' },
    crowd: 'KEEN',
    inject: async (run) => {
      await run.whenCalling();
      await run.setFaults({
        slowFirstByteMs: { p: 0.05, ms: 2_500 },
        stall: { p: 0.05, ms: 2_000 },
        cleanTruncation: { p: 0.05 },
        socketDestroy: { p: 0.05 },
        sseError: { p: 0.05 },
        http529: { p: 0.1 },
        http429: { p: 0.05, retryAfterS: 1 },
        truncatedJson: { p: 0.05 },
        down: { p: 0.05 },
      });
      await run.keepCalling(35_000);
    },
  },
  {
    id: 'F44',
    title: 'rolling restarts under load, and a kill where the time is over',
    inject: async (run) => {
      await run.whenCalling();
      const probe = probeApi(run);
      const calling = run.keepCalling(70_000);
      const { crew } = run.world;
      for (let round = 0; round < 2; round += 1) {
        for (const seat of crew.names) {
          const ending = await crew.restart(seat);
          run.injected('SIGTERM');
          if (ending !== 'exit code 0') run.violate('shutdown/not-in-order', { seat, ending });
        }
      }
      for (const seat of crew.workers) {
        await crew.kill(seat);
        run.injected('SIGKILL');
        await crew.whenBack(seat);
      }
      const { asked, failed } = await probe.end();
      run.note(`requests during restarts ${asked}, failed ${failed.length}`);
      if (failed.length > 0) run.violate('shutdown/requests-failed', failed.slice(0, 3), failed.length);
      await calling;
    },
  },
  {
    id: 'F45',
    title: 'the API dies in the middle of a file, and gets it again',
    isLoaded: false,
    expectsNoRecovery: true,
    extras: () => (seat, incarnation) =>
      seat.startsWith('api') && incarnation < 2 ? { FAILPOINTS: 'import.batch=kill,after=1' } : {},
    inject: async (run) => {
      for (const load of run.world.companies) {
        const file = load.file(1_500);
        const { created, tries } = await sendUntilTaken(load, file, run);
        const [row] = await run.world.sql<{ leads: number }>(
          'select count(*)::int as leads from leads where tenant_id = $1',
          [load.tenantId],
        );
        run.note(`a file of 1500 was sent ${tries} times, ${created} were new the last time`);
        if (row?.leads !== 1_500) run.violate('import/leads', row);
      }
    },
  },
];

interface Probe {
  end(): Promise<{ asked: number; failed: string[] }>;
}

/** A client that asks something ten times a second. */
function probeApi(run: Run): Probe {
  const over = new AbortController();
  const failed: string[] = [];
  let asked = 0;
  const asking = (async (): Promise<void> => {
    while (!over.signal.aborted) {
      asked += 1;
      await run.world.companies[0]?.company.client
        .request('query { campaigns(first: 1) { nodes { id } } }')
        .catch((error: unknown) => failed.push(error instanceof Error ? error.message : String(error)));
      await delay(100);
    }
  })();
  return {
    end: async () => {
      over.abort();
      await asking;
      return { asked, failed };
    },
  };
}

interface Sender {
  importFile(content: string): Promise<{ id: string; created: number }>;
}

async function sendUntilTaken(load: Sender, file: string, run: Run): Promise<{ created: number; tries: number }> {
  for (let tries = 1; ; tries += 1) {
    try {
      return { created: (await load.importFile(file)).created, tries };
    } catch (error) {
      // The import of a dead process is given up after a while, and four die here.
      if (tries === 60) throw error;
      run.mended();
      await delay(2_000);
    }
  }
}
