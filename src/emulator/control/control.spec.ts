import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type RunningEmulator } from '../emulator';
import type { LedgerEntry } from '../ledger/ledger-entry';
import { twilioClient, until } from '../testing/scripted-program';
import type { EmulatorState } from './state';

let emulator: RunningEmulator;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  file = join(folder, 'nested', 'ledger.jsonl');
  emulator = await startEmulator({ timeScale: 1_000, seed: 4, ledgerFile: file });
});
afterAll(async () => {
  await emulator.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => send('POST', { reset: true }));

async function send(
  method: string,
  body: object,
): Promise<{ status: number; state: EmulatorState & { error?: string } }> {
  const response = await fetch(`${emulator.url}/_emulator/control`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, state: (await response.json()) as EmulatorState };
}

async function get<T>(path: string): Promise<T> {
  return (await (await fetch(emulator.url + path)).json()) as T;
}

interface LedgerAnswer {
  emulator: boolean;
  total: number;
  calls: LedgerEntry[];
}

const place = (to: string) =>
  twilioClient(emulator.url).calls.create({
    to,
    from: '+14155550100',
    twiml: '<Response><Say>Hi &amp; bye.</Say></Response>',
  });

const ledger = async () => (await get<LedgerAnswer>('/_emulator/ledger')).calls;

async function ended(count: number): Promise<LedgerEntry[]> {
  await until(async () => (await ledger()).filter(({ endedAt }) => endedAt !== null).length === count);
  return ledger();
}

const count = async (query: string) => (await get<LedgerAnswer>(`/_emulator/ledger?${query}`)).calls.length;

describe('the control endpoint', () => {
  it('sets scale, seed and rate, and reset takes all of it back', async () => {
    const { state } = await send('POST', { timeScale: 60, seed: 9, cps: 3, faults: { drop: { p: 0.5 } } });
    expect(state).toMatchObject({
      emulator: true,
      timeScale: 60,
      seed: 9,
      cps: 3,
      faults: [{ name: 'drop', struck: 0 }],
    });
    const after = await send('PUT', { reset: true });
    expect(after.state).toMatchObject({ timeScale: 1_000, seed: 4, cps: 0, faults: [], calls: { total: 0, live: 0 } });
  });

  it('adds faults by POST and replaces them by PUT', async () => {
    await send('POST', { faults: { drop: true } });
    const added = await send('POST', { faults: { delay: { ms: 5 }, drop: null, reorder: true } });
    expect(added.state.faults.map(({ name }) => name)).toEqual(['delay', 'reorder']);
    const replaced = await send('PUT', { faults: { drop: true } });
    expect(replaced.state.faults.map(({ name }) => name)).toEqual(['drop']);
  });

  it.each([
    [{ faults: { nonsense: true } }, 'nonsense'],
    [{ timeScale: 0 }, 'timeScale'],
    [{ reset: false }, 'reset'],
    [{ speed: 3 }, 'speed'],
  ])('refuses %j and changes nothing', async (body, named) => {
    const { status, state } = await send('POST', { seed: 77, ...body });
    expect(status).toBe(400);
    expect(state.error).toContain(named);
    expect((await get<EmulatorState>('/_emulator/state')).seed).toBe(4);
  });

  it('answers broken JSON with 400', async () => {
    const response = await fetch(`${emulator.url}/_emulator/control`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ emulator: true });
  });
});

describe('what the emulator shows', () => {
  it('its ledger, narrowed down by time, number and count', async () => {
    await place('+14155555501');
    await place('+14155555512');
    const calls = await ended(2);
    expect(calls).toMatchObject([
      { to: '+14155555501', from: '+14155550100', status: 'completed', attempt: 1, persona: { number: 1 }, url: null },
      { to: '+14155555512', status: 'completed', turns: [{ speaker: 'AGENT', text: 'Hi & bye.' }] },
    ]);
    const second = calls[1]?.createdAt ?? '';
    expect(await count(`since=${new Date(Date.now() + 1_000).toISOString()}`)).toBe(0);
    expect(await count(`since=${encodeURIComponent(second)}`)).toBeGreaterThanOrEqual(1);
    expect(await count(`since=${Date.parse(second)}`)).toBeGreaterThanOrEqual(1);
    expect(await count('to=%2B14155555501')).toBe(1);
    expect(await count('limit=1')).toBe(1);
    expect((await fetch(`${emulator.url}/_emulator/ledger?since=yesterday`)).status).toBe(400);
  });

  it('its state', async () => {
    await place('+14155555501');
    await ended(1);
    expect(await get('/_emulator/state')).toMatchObject({
      emulator: true,
      calls: { total: 1, remembered: 1, live: 0, queued: 0, byStatus: { completed: 1 } },
      webhooks: { sent: expect.any(Number), failed: expect.any(Number) },
    });
  });

  it('a page that says in large letters what it is', async () => {
    await place('+14155555501');
    await ended(1);
    const response = await fetch(`${emulator.url}/`);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('x-emulator')).toBe('callwright-emulator');
    const html = await response.text();
    expect(html).toContain('<h1>THIS IS AN EMULATOR');
    expect(html).toContain('+14155555501');
    expect(html).toContain('Hi &#38; bye.');
  });

  it('and says so where there is nothing', async () => {
    const response = await fetch(`${emulator.url}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ emulator: true, error: expect.any(String) });
  });

  it('a file with every call, that outlives a reset', async () => {
    await place('+14155555501');
    const [call] = await ended(1);
    await send('POST', { reset: true });
    await until(async () => (await readFile(file, 'utf8')).includes('"reset"'));
    const lines = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ sid }) => sid === call?.sid);
    expect(lines).toMatchObject([
      { emulator: true, event: 'accepted', status: 'queued' },
      { emulator: true, event: 'ended', status: 'completed' },
    ]);
  });
});

it('stops in mid-call and frees its port', async () => {
  const short = await startEmulator({ timeScale: 1 });
  await twilioClient(short.url).calls.create({ to: '+14155555501', from: '+14155550100', twiml: '<Response/>' });
  await short.stop();
  await expect(fetch(`${short.url}/_emulator/state`)).rejects.toThrow();
  const again = await startEmulator({ port: Number(new URL(short.url).port) });
  await expect(startEmulator({ port: Number(new URL(short.url).port) })).rejects.toThrow(/EADDRINUSE/);
  await again.stop();
});
