import { Logger } from '@nestjs/common';
import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import { OptOuts } from '../../../src/compliance/opt-outs.service';
import type { SendFence } from '../../../src/compliance/send-fence.service';
import { PlatformSuppressions } from '../../../src/compliance/suppressions/platform-suppressions.service';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { monotonicMs } from '../../../src/platform/clock/clock';
import { inLanes } from '../../../src/platform/queues/in-lanes';
import { until } from '../../support/until';
import { aSendStage, type SendStage } from './send-stage';

Logger.overrideLogger(false);

type Revoke = (stage: SendStage, phone: string) => Promise<unknown>;

/** Every way a person's leave is taken away. */
const REVOCATIONS: readonly Revoke[] = [
  ({ app }, phone) => app.get(SuppressionsService).add({ phone, reason: 'asked', source: 'MANUAL' }),
  ({ app }, phone) => app.get(ConsentLedger).revoke({ phone, scope: 'ALL', method: 'EMAIL' }),
  ({ app }, phone) => app.get(ConsentLedger).revoke({ phone, scope: 'MARKETING', method: 'FORM' }),
  ({ app }, phone) => app.get(OptOuts).optOut({ phone, method: 'SPOKEN' }),
  ({ app }, phone) => app.get(PlatformSuppressions).add({ phone, reason: 'asked the platform' }),
];

/** Epoch milliseconds of the machine both the program and the carrier run on, in fractions. */
const epochMs = (): number => performance.timeOrigin + performance.now();

async function revokeAs(stage: SendStage, phone: string, n: number): Promise<number> {
  const revoke = REVOCATIONS[n % REVOCATIONS.length] ?? REVOCATIONS[0];
  for (;;) {
    try {
      await stage.app.asTenant(stage.tenantId, () => revoke?.(stage, phone) ?? Promise.resolve());
      return epochMs();
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
}

/** A machine with other work on it may be too slow for a time-out; whoever is told so asks again. Nothing was committed. */
function isBusy(error: unknown): boolean {
  const text = error instanceof Error ? error.message : '';
  return /lock timeout|statement timeout|timeout exceeded when trying to connect/.test(text);
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Places every call, and revokes at a random instant within `spreadMs` of it, on either side. Answers when each was committed. */
async function race(
  stage: SendStage,
  calls: ReadonlyMap<string, string>,
  { spreadMs, lanes }: { spreadMs: number; lanes: number },
): Promise<Map<string, number>> {
  const committed = new Map<string, number>();
  const trials = [...calls].map(([phone, callId], n) => ({ n, phone, callId }));
  await inLanes(trials, lanes, async ({ n, phone, callId }) => {
    const placed = after(spreadMs)
      .then(() => stage.place(callId))
      .catch((error: unknown) => {
        if (!isBusy(error)) throw error;
      });
    const revoked = after(Math.random() * 2 * spreadMs).then(() => revokeAs(stage, phone, n));
    committed.set(phone, await revoked);
    await placed;
  });
  return committed;
}

/** Revokes while the request to dial has been decided on and has far to go. */
async function revokeOnTheWay(stage: SendStage): Promise<Map<string, number>> {
  stage.slowNetwork(2_000);
  const [[phone, callId] = ['', '']] = await stage.waitingCalls(1);
  const placed = stage.place(callId);
  await until(async () => {
    const rows = await stage.app.sql(`select 1 from calls where id = $1 and status = 'DIALING'`, [callId]);
    return rows.length > 0;
  });
  const committed = new Map([[phone, await revokeAs(stage, phone, 0)]]);
  await placed;
  return committed;
}

/** Phones the carrier was asked to dial after their revocation had been committed. */
async function violationsOf(stage: SendStage, committed: ReadonlyMap<string, number>): Promise<string[]> {
  const arrived = await stage.arrivals();
  return [...committed].flatMap(([phone, at]) => ((arrived.get(phone) ?? 0) > at ? [phone] : []));
}

describe('a revocation at any instant around a dial', () => {
  it('is followed by no request to dial, in a thousand trials', async () => {
    const stage = await aSendStage();
    try {
      const calls = await stage.waitingCalls(1_000);
      const committed = await race(stage, calls, { spreadMs: 500, lanes: 16 });
      expect(committed.size).toBe(1_000);
      expect(await violationsOf(stage, committed)).toEqual([]);
      const dialed = (await stage.arrivals()).size;
      // Both orders were tried, in earnest.
      expect(dialed).toBeGreaterThan(100);
      expect(dialed).toBeLessThan(900);
      const kept = await stage.app.sql<{ reason: string }>(
        `select ended_reason as reason from calls where tenant_id = $1 and status = 'CANCELED' group by 1`,
        [stage.tenantId],
      );
      expect(kept.map(({ reason }) => reason).sort()).toEqual(['CONSENT_REVOKED', 'INTERNAL_DNC']);
    } finally {
      await stage.close();
    }
  }, 240_000);

  it('would be, without the fence', async () => {
    const open: Pick<SendFence, 'raise'> = {
      raise: () =>
        Promise.resolve({ leaveByMs: monotonicMs() + 10_000, mayLeave: () => true, release: () => undefined }),
    };
    const stage = await aSendStage({ fence: open });
    try {
      const committed = await revokeOnTheWay(stage);
      expect((await violationsOf(stage, committed)).length).toBe(1);
    } finally {
      await stage.close();
    }
  }, 120_000);

  it('waits for a request that is on its way', async () => {
    const stage = await aSendStage();
    try {
      expect(await violationsOf(stage, await revokeOnTheWay(stage))).toEqual([]);
    } finally {
      await stage.close();
    }
  }, 120_000);

  it('is not kept waiting until it fails by a carrier that does not answer', async () => {
    const stage = await aSendStage();
    try {
      await stage.faults({ hangAndDial: { p: 1, hangMs: 8_000 } });
      const [[phone, callId] = ['', '']] = await stage.waitingCalls(1);
      const placed = stage.place(callId);
      await until(async () => (await stage.arrivals()).has(phone));
      const committed = await revokeAs(stage, phone, 0);
      const arrived = (await stage.arrivals()).get(phone) ?? 0;
      expect(arrived).toBeLessThan(committed);
      expect(committed - arrived).toBeLessThan(5_000);
      await placed;
    } finally {
      await stage.close();
    }
  }, 30_000);
});
