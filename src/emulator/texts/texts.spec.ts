import { startEmulator, type RunningEmulator } from '../emulator';
import { defaultAccount } from '../emulator.config';
import { ScriptedProgram, twilioClient, until } from '../testing/scripted-program';
import type { TextEntry } from './text-book';

const from = '+14155550100';
const to = '+12125550101';
let emulator: RunningEmulator;
let program: ScriptedProgram;
let client: ReturnType<typeof twilioClient>;

beforeAll(async () => {
  [emulator, program] = await Promise.all([startEmulator({ timeScale: 100 }), ScriptedProgram.start()]);
  client = twilioClient(emulator.url);
});
afterAll(() => Promise.all([emulator.stop(), program.stop()]));
beforeEach(async () => {
  program.forget();
  await control({ reset: true });
});

async function control(body: object): Promise<void> {
  const response = await post('/_emulator/control', body);
  if (!response.ok) throw new Error(await response.text());
}

function post(path: string, body: object): Promise<Response> {
  return fetch(emulator.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const send = (more: object = {}) =>
  client.messages.create({ to, from, body: 'Hello', statusCallback: `${program.url}/texts`, ...more });

async function sent(): Promise<TextEntry[]> {
  const answer = await fetch(`${emulator.url}/_emulator/texts?to=${encodeURIComponent(to)}`);
  return ((await answer.json()) as { texts: TextEntry[] }).texts;
}

const statuses = (): string[] => program.at('/texts').map(({ params }) => params['MessageStatus'] ?? '');

describe('sending a text', () => {
  it('answers 201 with a queued message as the official client reads it, then reports on it', async () => {
    const text = await send();
    expect(text).toMatchObject({
      to,
      from,
      body: 'Hello',
      status: 'queued',
      direction: 'outbound-api',
      errorCode: null,
    });
    expect(text.sid).toMatch(/^SM[0-9a-f]{32}$/);
    await until(() => statuses().length === 2);
    expect(statuses()).toEqual(['sent', 'delivered']);
    expect(program.at('/texts').every(({ signed }) => signed)).toBe(true);
    expect(program.at('/texts')[0]?.params).toMatchObject({
      MessageSid: text.sid,
      SmsSid: text.sid,
      From: from,
      To: to,
    });
    expect(await client.messages(text.sid).fetch()).toMatchObject({ status: 'delivered' });
    expect(await sent()).toMatchObject([
      { sid: text.sid, body: 'Hello', channel: 'sms', status: 'delivered', attempt: 1 },
    ]);
  });

  it('keeps WhatsApp apart by its prefix', async () => {
    await send({ to: `whatsapp:${to}`, from: `whatsapp:${from}` });
    await until(() => statuses().length === 2);
    expect(program.at('/texts')[0]?.params).toMatchObject({ To: `whatsapp:${to}`, ChannelPrefix: 'whatsapp' });
    expect(await client.messages.list({ to: `whatsapp:${to}` })).toHaveLength(1);
    expect(await client.messages.list({ to })).toHaveLength(0);
  });

  it.each([
    ['no body', { body: '' }, 21602],
    ['a body that is too long', { body: 'x'.repeat(1_601) }, 21617],
    ['a bad number', { to: 'banana' }, 21211],
    ['two channels', { to: `whatsapp:${to}` }, 63007],
    ['a template', { contentSid: `HX${'0'.repeat(32)}` }, 20001],
  ])('refuses %s', async (_name, wrong, code) => {
    await expect(send(wrong)).rejects.toMatchObject({ status: 400, code });
    expect(await sent()).toEqual([]);
  });

  it('refuses a stranger', async () => {
    const stranger = twilioClient(emulator.url, { ...defaultAccount, authToken: 'wrong' });
    await expect(stranger.messages.create({ to, from, body: 'Hello' })).rejects.toMatchObject({ code: 20003 });
  });
});

describe('the faults', () => {
  it.each([
    ['refuse', { refuse: { code: 21610 } }, { status: 400, code: 21610 }, 0],
    ['fail500NoDial', { fail500NoDial: true }, { status: 500 }, 0],
    ['fail500AndDial', { fail500AndDial: true }, { status: 500 }, 1],
    ['resetAfterSend', { resetAfterSend: true }, { code: 'ECONNRESET' }, 1],
    ['hangAndDial', { hangAndDial: 10 }, { code: 'ECONNRESET' }, 1],
    ['hangWithoutDial', { hangWithoutDial: 10 }, { code: 'ECONNRESET' }, 0],
  ])('of calls strike texts as well: %s', async (_name, faults, error, accepted) => {
    await control({ faults });
    await expect(send()).rejects.toMatchObject(error);
    expect(await sent()).toHaveLength(accepted);
  });

  it('lose, copy and turn around what is reported', async () => {
    await control({ faults: { reorder: { n: 1 }, duplicate: { copies: 3, events: ['delivered'] } } });
    await send();
    await until(() => statuses().length === 4);
    expect(statuses().filter((status) => status === 'delivered')).toHaveLength(3);
    await control({ faults: { drop: true, reorder: null, duplicate: null } });
    await send();
    await until(async () => (await sent()).at(-1)?.status === 'delivered');
    expect(statuses()).toHaveLength(4);
  });

  it('tell of a text that never arrived', async () => {
    await control({ faults: { undeliver: { code: 30005 } } });
    await send();
    await until(() => statuses().includes('undelivered'));
    expect(program.at('/texts').at(-1)?.params).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30005' });
  });

  it('hide a text from the list for a while', async () => {
    await control({ faults: { listLagMs: 60_000 } });
    await send();
    expect(await client.messages.list({ to })).toHaveLength(0);
  });
});

describe('a person who texts', () => {
  const text = (more: object = {}): Promise<Response> =>
    post('/_emulator/texts', { url: `${program.url}/inbound`, from: to, to: from, body: 'STOP', ...more });

  it('reaches the program with a true signature, and hears what it answers', async () => {
    program.on('/inbound', '<Message>ok</Message>');
    const report = (await (await text()).json()) as object;
    expect(report).toMatchObject({ answers: [{ status: 200, body: '<Response><Message>ok</Message></Response>' }] });
    expect(program.at('/inbound')).toMatchObject([{ signed: true, params: { From: to, To: from, Body: 'STOP' } }]);
  });

  it('is delivered as often as asked under one id, or with a false signature', async () => {
    await text({ copies: 3, channel: 'whatsapp', params: { OptOutType: 'STOP' } });
    const copies = program.at('/inbound').map(({ params }) => params);
    expect(new Set(copies.map(({ MessageSid }) => MessageSid)).size).toBe(1);
    expect(copies).toMatchObject(copies.map(() => ({ From: `whatsapp:${to}`, OptOutType: 'STOP' })));
    expect(copies).toHaveLength(3);
    await text({ forged: true });
    expect(program.at('/inbound').at(-1)?.signed).toBe(false);
  });

  it('is refused when the request is none', async () => {
    expect((await post('/_emulator/texts', { from: 'x' })).status).toBe(400);
  });
});
