import type twilio from 'twilio';
import { startEmulator, type RunningEmulator } from '../emulator';
import type { EmulatorState } from '../control/state';
import type { LedgerEntry } from '../ledger/ledger-entry';
import { ScriptedProgram, twilioClient, until } from '../testing/scripted-program';

const keen = '+14155555501';

let emulator: RunningEmulator;
let program: ScriptedProgram;
let client: twilio.Twilio;

beforeAll(async () => {
  emulator = await startEmulator({ timeScale: 1_000 });
  program = await ScriptedProgram.start();
  client = twilioClient(emulator.url);
});
afterAll(async () => {
  await emulator.stop();
  await program.stop();
});
beforeEach(async () => {
  await control({ reset: true });
  await until(async () => (await state()).webhooks.inFlight === 0);
  program.forget();
  program.on('/voice', '<Say>Hello.</Say>');
});

async function control(body: object): Promise<void> {
  const response = await fetch(`${emulator.url}/_emulator/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

const strike = (faults: object) => control({ faults });

async function ledger(): Promise<LedgerEntry[]> {
  const response = await fetch(`${emulator.url}/_emulator/ledger`);
  return ((await response.json()) as { calls: LedgerEntry[] }).calls;
}

async function state(): Promise<EmulatorState> {
  return (await (await fetch(`${emulator.url}/_emulator/state`)).json()) as EmulatorState;
}

async function struck(): Promise<Record<string, number>> {
  return Object.fromEntries((await state()).faults.map(({ name, struck: times }) => [name, times]));
}

const place = (to = keen, statusCallbackEvent = ['initiated', 'ringing', 'answered', 'completed']) =>
  client.calls.create({
    to,
    from: '+14155550100',
    url: `${program.url}/voice`,
    statusCallback: `${program.url}/status`,
    statusCallbackEvent,
  });

const failure = (to = keen) =>
  place(to).then(
    () => null,
    (error: unknown) => error as { status?: number; code?: number | string },
  );

async function allEnded(count = 1): Promise<LedgerEntry[]> {
  await until(async () => (await ledger()).filter((call) => call.endedAt !== null).length >= count);
  return ledger();
}

describe('faults of the create request', () => {
  it('refuse: no call, the error asked for', async () => {
    await strike({ refuse: { n: 1, status: 400, code: 21214 } });
    expect(await failure()).toMatchObject({ status: 400, code: 21214 });
    expect(await ledger()).toEqual([]);
    expect(await failure()).toBeNull();
    expect(await struck()).toEqual({ refuse: 1 });
  });

  it('tooManyRequests and fail500NoDial: no call', async () => {
    await strike({ tooManyRequests: { n: 1 } });
    expect(await failure()).toMatchObject({ status: 429, code: 20429 });
    await strike({ fail500NoDial: { n: 1 } });
    expect(await failure()).toMatchObject({ status: 500, code: 20500 });
    expect(await ledger()).toEqual([]);
    expect(program.received).toEqual([]);
  });

  it('fail500AndDial: an error, and a call all the same', async () => {
    await strike({ fail500AndDial: true });
    expect(await failure()).toMatchObject({ status: 500 });
    expect(await allEnded()).toMatchObject([{ to: keen, status: 'completed' }]);
    await until(() => program.statuses().includes('completed'));
  });

  it('hangAndDial: no answer, and a call', async () => {
    await strike({ hangAndDial: 50 });
    expect((await failure())?.status).toBeUndefined();
    expect((await allEnded()).length).toBe(1);
  });

  it('hangWithoutDial: no answer and no call', async () => {
    await strike({ hangWithoutDial: { hangMs: 50 } });
    expect((await failure())?.status).toBeUndefined();
    expect(await ledger()).toEqual([]);
  });

  it('hang until the client gives up', async () => {
    await strike({ hangAndDial: true });
    const began = Date.now();
    const { sid, authToken } = { sid: `AC${'0'.repeat(32)}`, authToken: 'emulator-auth-token' };
    const request = fetch(`${emulator.url}/2010-04-01/Accounts/${sid}/Calls.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}` },
      body: new URLSearchParams({ To: keen, From: '+14155550100', Url: `${program.url}/voice` }),
      signal: AbortSignal.timeout(150),
    });
    await expect(request).rejects.toThrow(/timeout/);
    expect(Date.now() - began).toBeGreaterThanOrEqual(140);
    expect((await allEnded()).length).toBe(1);
  });

  it('resetAfterSend: the connection is reset, and a call is made', async () => {
    await strike({ resetAfterSend: true });
    expect(await failure()).toMatchObject({ code: 'ECONNRESET' });
    expect((await allEnded()).length).toBe(1);
  });

  it('callbackBeforeResponse: the program hears of the call before it has the answer', async () => {
    await strike({ callbackBeforeResponse: { callbacks: 2 } });
    const call = await place();
    expect(program.statuses().slice(0, 2)).toEqual(['initiated', 'ringing']);
    expect(call.status).toBe('queued');
  });

  it('can be aimed at numbers', async () => {
    await strike({ refuse: { to: ['+14155555509'] } });
    expect(await failure()).toBeNull();
    expect(await failure('+14155555509')).toMatchObject({ code: 21211 });
  });

  it('strike the same calls for the same seed, a repetition drawing anew', async () => {
    const numbers = Array.from({ length: 10 }, (_, index) => `+141555507${String(index).padStart(2, '0')}`);
    const pattern = async () => {
      await control({ reset: true, seed: 11, faults: { fail500NoDial: { p: 0.5 } } });
      const results: boolean[] = [];
      for (const number of [...numbers, ...numbers]) results.push((await failure(number)) === null);
      return results;
    };
    const first = await pattern();
    expect(await pattern()).toEqual(first);
    expect(first.slice(0, 10)).not.toEqual(first.slice(10));
  });
});

describe('faults of callbacks', () => {
  it('duplicate: every copy under the same token', async () => {
    await strike({ duplicate: { copies: 3, events: ['completed'] } });
    await place();
    await until(() => program.statuses().length === 6);
    const copies = program.at('/status').filter(({ params }) => params['CallStatus'] === 'completed');
    expect(copies.length).toBe(3);
    expect(new Set(copies.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  it('drop: never sent', async () => {
    await strike({ drop: { events: ['completed'] } });
    await place();
    await allEnded();
    await until(() => program.statuses().length === 3);
    expect(program.statuses()).toEqual(['initiated', 'ringing', 'in-progress']);
  });

  it('delay: sent later, after the end of the call if long enough', async () => {
    await strike({ delay: { ms: 4_000, events: ['ringing'] } });
    await place();
    await until(() => program.statuses().length === 4);
    expect(program.statuses()).toEqual(['initiated', 'in-progress', 'completed', 'ringing']);
    expect(program.at('/status')[3]?.params['SequenceNumber']).toBe('1');
  });

  it('reorder: the next one overtakes', async () => {
    await strike({ reorder: { n: 1 } });
    await place();
    await until(() => program.statuses().length === 4);
    expect(program.statuses()).toEqual(['ringing', 'initiated', 'in-progress', 'completed']);
  });

  it('reorder throughout: nothing is lost', async () => {
    await strike({ reorder: true });
    await place();
    await until(() => program.statuses().length === 4);
    expect(program.statuses()).toEqual(['ringing', 'initiated', 'completed', 'in-progress']);
  });

  it.each<[string, object, string[]]>([
    [
      'the next one is late: it still overtakes',
      { reorder: { events: ['in-progress'] }, delay: { ms: 200, events: ['completed'] } },
      ['initiated', 'ringing', 'completed', 'in-progress'],
    ],
    [
      'the next one is lost: the held one arrives',
      { reorder: { events: ['in-progress'] }, drop: { events: ['completed'] } },
      ['initiated', 'ringing', 'in-progress'],
    ],
  ])('reorder, and %s', async (_what, faults, expected) => {
    await strike(faults);
    await place();
    await until(() => program.statuses().length === expected.length);
    expect(program.statuses()).toEqual(expected);
  });

  it('reorder, and the end was not subscribed to: the held one arrives', async () => {
    await strike({ reorder: { events: ['in-progress'] } });
    await place(keen, ['initiated', 'ringing', 'answered']);
    await until(() => program.statuses().length === 3);
    expect(program.statuses()).toEqual(['initiated', 'ringing', 'in-progress']);
  });

  it('wrongSignature: a signature that does not hold', async () => {
    await strike({ wrongSignature: { events: ['ringing'] } });
    await place();
    await until(() => program.statuses().length === 4);
    expect(program.at('/status').map(({ signed }) => signed)).toEqual([true, false, true, true]);
  });
});

it('refuses nothing by itself: two calls to one number at once, and the ledger shows it', async () => {
  program.on('/voice', '<Pause length="100"/>');
  await Promise.all([place(), place(), place()]);
  expect((await ledger()).map(({ liveToSameNumber }) => liveToSameNumber)).toEqual([0, 1, 2]);
});

describe('faults of a carrier worse than any', () => {
  it('breaks off in the middle of an answer, and has dialed', async () => {
    await strike({ replyThenReset: true });
    await expect(place()).rejects.toThrow();
    expect((await ledger()).length).toBe(1);
    expect(await struck()).toMatchObject({ replyThenReset: 1 });
  });

  it('leaves a call in its queue, from which it can be taken', async () => {
    await strike({ queueTimeMs: { ms: 60_000, n: 1 } });
    const held = await place();
    expect(held).toMatchObject({ status: 'queued', queueTime: '60000' });
    await client.calls(held.sid).update({ status: 'canceled' });
    await until(() => program.statuses().includes('canceled'));
    expect((await ledger())[0]).toMatchObject({ startedAt: null, status: 'canceled' });
  });

  it('dials a call once its time in the queue is over', async () => {
    await strike({ queueTimeMs: 50 });
    await place();
    await until(() => program.statuses().includes('completed'));
    const [call] = await ledger();
    expect(Date.parse(call?.startedAt ?? '') - Date.parse(call?.createdAt ?? '')).toBeGreaterThanOrEqual(50);
  });

  it('sends a callback to the address of another company, well signed', async () => {
    const [one, other] = ['0190aaaa-0000-7000-8000-000000000001', '0190bbbb-0000-7000-8000-000000000002'];
    const placeFor = (company: string): Promise<unknown> =>
      client.calls.create({
        to: keen,
        from: '+14155550100',
        url: `${program.url}/voice`,
        statusCallback: `${program.url}/status/${company}`,
        statusCallbackEvent: ['completed'],
      });
    await placeFor(one);
    await until(() => program.at(`/status/${one}`).length === 1);
    await strike({ wrongTenant: true });
    await placeFor(other);
    await until(() => program.at(`/status/${one}`).length === 2);
    expect(program.at(`/status/${other}`).length).toBe(1);
    expect(program.at(`/status/${one}`).every(({ signed }) => signed)).toBe(true);
  });

  it('floods with copies, each under a token of its own', async () => {
    await strike({ flood: { copies: 7, events: ['completed'] } });
    await place(keen, ['completed']);
    await until(() => program.at('/status').length === 8);
    const tokens = program.at('/status').map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBe(8);
  });
});
