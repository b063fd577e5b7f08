import { Logger } from '@nestjs/common';
import type { AppConfig } from '../config/config';
import type { DatabaseBell } from '../database/database-bell';
import type { FactListeners } from './fact-listeners';
import { OutboxRelay } from './outbox-relay';
import type { ClaimedFacts, OutboxRow, OutboxStore } from './outbox-store';

Logger.overrideLogger(false);

const rows = (count: number, attempts: number): OutboxRow[] =>
  Array.from({ length: count }, (_, n) => ({
    tenant_id: '018f0000-0000-7000-8000-000000000001',
    id: `${attempts}-${n}`,
    name: 'kettle.boiled',
    payload: {},
    occurred_at: new Date(0),
    attempts,
  }));

/** Settles each batch into lists of ids, in the order of its statements. */
class RecordingStore implements Pick<OutboxStore, keyof OutboxStore> {
  readonly settled: string[][] = [];
  readonly handedBack: string[] = [];
  looks = 0;
  failing = false;
  forgetful = false;

  constructor(private readonly waiting: OutboxRow[]) {}

  async claim(_: readonly string[], limit: number): Promise<ClaimedFacts> {
    this.looks += 1;
    const rows = this.waiting.splice(0, limit);
    return { rows, isFull: rows.length === limit };
  }
  async delivered(done: readonly OutboxRow[]): Promise<void> {
    if (this.forgetful) throw new Error('no database');
    if (done.length > 0) this.settled.push(done.map(({ id }) => id));
  }
  async handBack(left: readonly OutboxRow[]): Promise<void> {
    this.handedBack.push(...left.map(({ id }) => id));
  }
  async failed(): Promise<void> {
    if (this.failing) throw new Error('no database');
  }
}

type Listener = ReturnType<FactListeners['of']>[number];

function relayOf(store: RecordingStore, listener: Listener): OutboxRelay {
  const config = { serves: () => true } as unknown as AppConfig;
  const listeners = { of: () => [listener] } as unknown as FactListeners;
  const bell = { listen: () => undefined } as unknown as DatabaseBell;
  return new OutboxRelay(config, store as unknown as OutboxStore, listeners, bell);
}

const settle = async (turns = 200): Promise<void> => {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
};

describe('OutboxRelay', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('settles first deliveries together and repeated ones a few at a time', async () => {
    const store = new RecordingStore([...rows(20, 1), ...rows(20, 2)]);
    const relay = relayOf(store, async () => undefined);
    relay.wake();
    await settle();
    expect(store.settled.map(({ length }) => length)).toEqual([20, 8, 8, 4]);
    expect(store.settled.flat()).toHaveLength(40);
  });

  it.each([
    [99, 1],
    [100, 2],
    [250, 3],
  ])('looks again while batches are full: for %i facts %i times', async (count, looks) => {
    const store = new RecordingStore(rows(count, 1));
    const relay = relayOf(store, async () => undefined);
    relay.wake();
    await settle(2_000);
    expect([store.settled.flat().length, store.looks]).toEqual([count, looks]);
  });

  it('looks again when rung while it delivers', async () => {
    const waiting = rows(1, 1);
    const store = new RecordingStore(waiting);
    const relay = relayOf(store, async (_, { eventId }) => {
      if (eventId !== '1-0') return;
      waiting.push(...rows(2, 1).slice(1));
      relay.wake();
    });
    relay.wake();
    await settle();
    expect([store.settled.flat(), store.looks]).toEqual([['1-0', '1-1'], 2]);
  });

  it('settles the rest of a batch when a failure cannot even be recorded', async () => {
    const store = new RecordingStore(rows(20, 1));
    store.failing = true;
    const relay = relayOf(store, async (_, { eventId }) => {
      if (eventId === '1-3') throw new Error('scalded');
    });
    relay.wake();
    await settle();
    expect(store.settled.flat()).toHaveLength(19);
    expect(store.settled.flat()).not.toContain('1-3');
  });

  it('hands back what has not begun when a delivery cannot be recorded', async () => {
    const store = new RecordingStore([...rows(3, 1), ...rows(20, 2)]);
    store.forgetful = true;
    const relay = relayOf(store, async () => undefined);
    relay.wake();
    await settle();
    expect(store.handedBack).toEqual(rows(20, 2).map(({ id }) => id));
  });

  it('begins nothing more once told to stop, hands the rest back and waits for what is under way', async () => {
    const store = new RecordingStore(rows(20, 1));
    const ends: (() => void)[] = [];
    const relay = relayOf(store, () => new Promise((resolve) => ends.push(resolve)));
    relay.wake();
    await settle();
    relay.onModuleDestroy();
    let stopped = false;
    const stopping = relay.beforeApplicationShutdown().then(() => (stopped = true));
    await settle();
    expect(stopped).toBe(false);
    for (const end of ends) end();
    await stopping;
    expect(store.settled.flat()).toHaveLength(8);
    expect(store.handedBack).toHaveLength(12);
    expect(new Set([...store.settled.flat(), ...store.handedBack]).size).toBe(20);
  });

  it('does not wait for ever for a listener that is stuck', async () => {
    const relay = relayOf(new RecordingStore(rows(1, 1)), () => new Promise(() => undefined));
    relay.wake();
    await settle();
    relay.onModuleDestroy();
    const stopping = relay.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(15_000);
    await expect(stopping).resolves.toBeUndefined();
  });
});
