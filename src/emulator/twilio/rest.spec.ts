import { EventEmitter, once } from 'node:events';
import type twilio from 'twilio';
import { RestException } from 'twilio';
import { defaultAccount } from '../emulator.config';
import { startEmulator, type RunningEmulator } from '../emulator';
import { ScriptedProgram, twilioClient, until } from '../testing/scripted-program';

const from = '+14155550100';
const second = { sid: `AC${'1'.repeat(32)}`, authToken: 'second-token' };

let emulator: RunningEmulator;
let program: ScriptedProgram;
let client: twilio.Twilio;

beforeAll(async () => {
  emulator = await startEmulator({ timeScale: 1_000, accounts: [defaultAccount, second] });
  program = await ScriptedProgram.start();
  client = twilioClient(emulator.url);
});
afterAll(async () => {
  await emulator.stop();
  await program.stop();
});
beforeEach(async () => {
  await control({ reset: true });
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

const place = (to: string, more: object = {}) =>
  client.calls.create({ to, from, url: `${program.url}/voice`, ...more });

function post(form: string, headers: Record<string, string> = {}): Promise<Response> {
  const { sid, authToken } = defaultAccount;
  return fetch(`${emulator.url}/2010-04-01/Accounts/${sid}/Calls.json`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: form,
  });
}

describe('creating a call', () => {
  it('answers 201 with a queued call as the official client reads it', async () => {
    const call = await place('+14155555501', { statusCallback: `${program.url}/status` });
    expect(call).toMatchObject({
      accountSid: defaultAccount.sid,
      to: '+14155555501',
      from,
      status: 'queued',
      direction: 'outbound-api',
      price: null,
      priceUnit: 'USD',
      queueTime: '0',
      apiVersion: '2010-04-01',
    });
    expect(call.sid).toMatch(/^CA[0-9a-f]{32}$/);
    expect(call.dateCreated).toBeInstanceOf(Date);
    expect(call.startTime).toBeNull();
    expect(call.uri).toBe(`/2010-04-01/Accounts/${defaultAccount.sid}/Calls/${call.sid}.json`);
  });

  it.each([
    ['no To', 'From=%2B14155550100&Url=http%3A%2F%2Fx.example', 21201],
    ['no From', 'To=%2B14155550101&Url=http%3A%2F%2Fx.example', 21213],
    ['no Url', 'To=%2B14155550101&From=%2B14155550100', 21205],
    ['a bad Url', 'To=%2B14155550101&From=%2B14155550100&Url=ftp%3A%2F%2Fx', 21205],
    ['a bad To', 'To=banana&From=%2B14155550100&Url=http%3A%2F%2Fx.example', 21211],
    ['a short To', 'To=%2B12&From=%2B14155550100&Url=http%3A%2F%2Fx.example', 21211],
    ['a bad From', 'To=%2B14155550101&From=me&Url=http%3A%2F%2Fx.example', 21212],
    [
      'a host with underscore',
      'To=%2B14155550101&From=%2B14155550100&Url=http%3A%2F%2Fx.example&StatusCallback=http%3A%2F%2Fa_b.example',
      21609,
    ],
    [
      'an unknown event',
      'To=%2B14155550101&From=%2B14155550100&Url=http%3A%2F%2Fx.example&StatusCallbackEvent=finished',
      21626,
    ],
    [
      'events in one value',
      'To=%2B14155550101&From=%2B14155550100&Url=http%3A%2F%2Fx.example&StatusCallbackEvent=ringing+completed',
      21626,
    ],
    [
      'a list by brackets',
      'To=%2B14155550101&From=%2B14155550100&Url=http%3A%2F%2Fx.example&StatusCallbackEvent%5B%5D=ringing',
      20001,
    ],
    ['recording', 'To=%2B14155550101&From=%2B14155550100&Url=http%3A%2F%2Fx.example&Record=true', 20001],
    ['long TwiML', `To=%2B14155550101&From=%2B14155550100&Twiml=${'a'.repeat(4_001)}`, 20001],
  ])('refuses %s', async (_, form, code) => {
    const response = await post(form);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      code,
      message: expect.any(String),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status: 400,
    });
    expect(await client.calls.list()).toEqual([]);
  });

  it('raises RestException in the official client', async () => {
    const error: unknown = await place('+1999').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RestException);
    expect(error).toMatchObject({ status: 400, code: 21211, moreInfo: expect.stringContaining('21211') });
  });

  it('refuses wrong credentials with 20003 and other accounts with 20404', async () => {
    const wrong = twilioClient(emulator.url, { ...defaultAccount, authToken: 'no' });
    await expect(wrong.calls.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    const bare = await fetch(`${emulator.url}/2010-04-01/Accounts/${defaultAccount.sid}/Calls.json`);
    expect(bare.status).toBe(401);
    const foreign = twilioClient(emulator.url).api.v2010.accounts(second.sid).calls;
    await expect(foreign.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('keeps accounts apart', async () => {
    const call = await place('+14155555501');
    const other = twilioClient(emulator.url, second);
    expect(await other.calls.list()).toEqual([]);
    await expect(other.calls(call.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('says in a header that it is an emulator', async () => {
    expect((await post('')).headers.get('x-emulator')).toBe('callwright-emulator');
  });
});

describe('reading calls', () => {
  it('fetches one, and 20404 for none', async () => {
    const { sid } = await place('+14155555501');
    expect((await client.calls(sid).fetch()).sid).toBe(sid);
    await expect(client.calls(`CA${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(client.queues.list()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('shows duration, end and, a while later, the price', async () => {
    const { sid } = await place('+14155555501');
    await until(async () => (await client.calls(sid).fetch()).price !== null);
    const call = await client.calls(sid).fetch();
    expect(call).toMatchObject({ status: 'completed', price: '-0.0140' });
    expect(Number(call.duration)).toBeGreaterThan(0);
    expect(call.endTime).toBeInstanceOf(Date);
  });

  it('filters by number, status and day', async () => {
    await control({ cps: 0.0001 });
    const [first, , third] = [await place('+14155555501'), await place('+14155555502'), await place('+14155555501')];
    const sids = async (filter: object) => (await client.calls.list(filter)).map(({ sid }) => sid);
    expect(await sids({ to: '+14155555501' })).toEqual([third.sid, first.sid]);
    expect(await sids({ to: '+14155555501', status: 'queued' })).toContain(third.sid);
    expect(await sids({ from: '+14155550199' })).toEqual([]);
    await until(async () => (await client.calls(first.sid).fetch()).status !== 'queued');
    const day = 86_400_000;
    const [yesterday, tomorrow] = [new Date(Date.now() - day), new Date(Date.now() + day)];
    expect(await sids({ startTimeAfter: yesterday })).toEqual([first.sid]);
    expect(await sids({ startTimeBefore: yesterday })).toEqual([]);
    expect(await sids({ startTimeBefore: tomorrow, startTimeAfter: yesterday })).toEqual([first.sid]);
    const { startTime } = await client.calls(first.sid).fetch();
    expect(await sids({ startTime })).toEqual([first.sid]);
    await expect(client.calls.list({ status: 'sleeping' as never })).rejects.toMatchObject({ status: 400 });
  });

  it('pages, and newcomers shift nothing', async () => {
    const placed: string[] = [];
    for (let index = 0; index < 7; index += 1) placed.unshift((await place(`+1415555550${index + 1}`)).sid);
    expect((await client.calls.list({ pageSize: 3 })).map(({ sid }) => sid)).toEqual(placed);
    const page = await client.calls.page({ pageSize: 3 });
    expect(page.instances.map(({ sid }) => sid)).toEqual(placed.slice(0, 3));
    await place('+14155555509');
    const next = await page.nextPage();
    expect(next?.instances.map(({ sid }) => sid)).toEqual(placed.slice(3, 6));
    const last = await next?.nextPage();
    expect(last?.instances.map(({ sid }) => sid)).toEqual(placed.slice(6));
    expect(await last?.nextPage()).toBeUndefined();
    expect((await client.calls.list({ limit: 2 })).length).toBe(2);
  });

  it('lists with a lag when told to, but fetches at once', async () => {
    await control({ faults: { listLagMs: { ms: 700, n: 1 } } });
    const { sid } = await place('+14155555501');
    expect(await client.calls.list({ to: '+14155555501' })).toEqual([]);
    expect((await client.calls(sid).fetch()).sid).toBe(sid);
    await until(async () => (await client.calls.list({ to: '+14155555501' })).length === 1);
  });
});

describe('lists that lie', () => {
  it('leave a call out when told to, and show it the next time', async () => {
    await control({ faults: { listOmits: { n: 1 } } });
    const { sid } = await place('+14155555501');
    expect(await client.calls.list({ to: '+14155555501' })).toEqual([]);
    expect((await client.calls.list({ to: '+14155555501' })).map((call) => call.sid)).toEqual([sid]);
  });
});

describe('changing calls', () => {
  it('cancels what is queued or rings, not what is talked on', async () => {
    await control({ cps: 0.0001 });
    await place('+14155555501');
    const queued = await place('+14155555502', { statusCallback: `${program.url}/status` });
    expect(Number((await client.calls(queued.sid).fetch()).queueTime)).toBeGreaterThan(0);
    expect(await client.calls(queued.sid).update({ status: 'canceled' })).toMatchObject({ status: 'canceled' });
    await until(() => program.statuses().includes('canceled'));
    expect(program.at('/status')[0]?.params).toMatchObject({ SipResponseCode: '487', CallDuration: '0' });
    await expect(client.calls(queued.sid).update({ status: 'canceled' })).rejects.toMatchObject({
      status: 400,
      code: 21220,
    });
  });

  it('hangs up, and refuses to do so twice', async () => {
    program.on('/voice', '<Pause length="500"/>');
    const { sid } = await place('+14155555501');
    await until(() => program.at('/voice').length === 1);
    await expect(client.calls(sid).update({ status: 'canceled' })).rejects.toMatchObject({ code: 21220 });
    expect(await client.calls(sid).update({ status: 'completed' })).toMatchObject({ status: 'completed' });
    await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 });
    await expect(client.calls(`CA${'0'.repeat(32)}`).update({ status: 'completed' })).rejects.toMatchObject({
      code: 20404,
    });
  });

  it('cuts in with another document', async () => {
    program.on('/voice', '<Pause length="500"/><Redirect>/never</Redirect>').on('/other', '<Say>Now this.</Say>');
    const { sid } = await place('+14155555501');
    await until(() => program.at('/voice').length === 1);
    await client.calls(sid).update({ url: `${program.url}/other` });
    await until(async () => (await client.calls(sid).fetch()).status === 'completed');
    expect(program.at('/other').length).toBe(1);
    expect(program.at('/never')).toEqual([]);
    await expect(client.calls(sid).update({ url: `${program.url}/other` })).rejects.toMatchObject({ code: 21220 });
  });

  it('cuts in while a document is being fetched, and the late document is dropped', async () => {
    const gate = new EventEmitter();
    program.on('/voice', async () => {
      await once(gate, 'open');
      return `<Redirect>${program.url}/never</Redirect>`;
    });
    const { sid } = await place('+14155555501');
    await until(() => program.at('/voice').length === 1);
    await client.calls(sid).update({ twiml: '<Response><Pause length="200"/></Response>' });
    gate.emit('open');
    await until(async () => (await client.calls(sid).fetch()).status === 'completed');
    expect(program.at('/never')).toEqual([]);
  });
});

it('starts what it queued, in time', async () => {
  await control({ cps: 20 });
  for (let index = 1; index <= 4; index += 1) await place(`+1415555550${index}`);
  await until(async () => (await client.calls.list()).every(({ startTime }) => startTime !== null));
});
