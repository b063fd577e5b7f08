import type twilio from 'twilio';
import { startEmulator, type RunningEmulator } from '../emulator';
import type { EmulatorState } from '../control/state';
import type { LedgerEntry } from '../ledger/ledger-entry';
import { hang, ScriptedProgram, twilioClient, until } from '../testing/scripted-program';

const from = '+14155550100';
const keen = '+14155555501';
const busy = '+14155555502';
const absent = '+14155555503';
const machine = '+14155555504';
const early = '+14155555512';
const gather = (attributes: string, inner = '<Say>What are you looking for?</Say>') =>
  `<Gather input="speech" action="/turn" ${attributes}>${inner}</Gather>`;

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
});

async function control(body: object): Promise<void> {
  const response = await fetch(`${emulator.url}/_emulator/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

async function state(): Promise<EmulatorState> {
  return (await (await fetch(`${emulator.url}/_emulator/state`)).json()) as EmulatorState;
}

async function ledger(): Promise<LedgerEntry[]> {
  const response = await fetch(`${emulator.url}/_emulator/ledger`);
  return ((await response.json()) as { calls: LedgerEntry[] }).calls;
}

type Options = Partial<Parameters<twilio.Twilio['calls']['create']>[0]>;

const everyEvent = ['initiated', 'ringing', 'answered', 'completed'];

function place(to: string, options: Options = {}) {
  return client.calls.create({
    to,
    from,
    url: `${program.url}/voice`,
    statusCallback: `${program.url}/status`,
    statusCallbackEvent: everyEvent,
    timeout: 25,
    ...options,
  });
}

/** Places a call and waits for its end and for the last callback. */
async function run(to: string, options: Options = {}): Promise<LedgerEntry> {
  const { sid } = await place(to, options);
  const mine = async () => (await ledger()).find((call) => call.sid === sid);
  await until(async () => (await mine())?.endedAt != null);
  const call = await mine();
  if (!call) throw new Error('not in the ledger');
  if (!('statusCallback' in options)) await until(() => program.statuses().some((status) => status === call.status));
  return call;
}

const finalStatuses = async (to: string) => [(await run(to)).status, (await run(to)).status, (await run(to)).status];

const inlined = (twiml: string) => ({ url: undefined, twiml: `<Response>${twiml}</Response>` });

const asyncDetection = (url = `${program.url}/amd`) => ({
  machineDetection: 'Enable',
  asyncAmd: 'true',
  asyncAmdStatusCallback: url,
});

describe('status callbacks', () => {
  it('follow a call to its end, signed and numbered', async () => {
    program.on('/voice', '<Say>Hello there.</Say>');
    await run(keen, { statusCallback: `${program.url}/status?attempt=a%20b&x=1` });
    await until(() => program.statuses().length === 4);
    expect(program.statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    const callbacks = program.at('/status');
    for (const [index, callback] of callbacks.entries()) {
      expect(callback.signed).toBe(true);
      expect(callback.params).toMatchObject({
        attempt: 'a b',
        To: keen,
        Called: keen,
        From: from,
        Direction: 'outbound-api',
        CallbackSource: 'call-progress-events',
        SequenceNumber: String(index),
        Timestamp: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
        ToCountry: 'US',
        ToCity: '',
      });
      expect(callback.headers['i-twilio-idempotency-token']).toBeDefined();
      expect(callback.headers['x-emulator']).toBe('callwright-emulator');
    }
    expect(callbacks[3]?.params).toMatchObject({ SipResponseCode: '200', Duration: '1' });
    expect(Number(callbacks[3]?.params['CallDuration'])).toBeGreaterThan(0);
    expect(callbacks[0]?.params).not.toHaveProperty('CallDuration');
    expect(new Set(callbacks.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(4);
  });

  it('are only those subscribed to: the last one by default', async () => {
    program.on('/voice', '<Say>Hello.</Say>');
    await run(keen, { statusCallbackEvent: undefined });
    expect(program.statuses()).toEqual(['completed']);
    program.forget();
    program.on('/voice', '<Say>Hello.</Say>');
    await run(keen, { statusCallbackEvent: ['answered', 'completed'] });
    expect(program.at('/status').map(({ params }) => params['SequenceNumber'])).toEqual(['2', '3']);
  });

  it('can be GET requests', async () => {
    program.on('/voice', '<Say>Hello.</Say>');
    await run(keen, {
      statusCallbackMethod: 'GET',
      statusCallback: `${program.url}/status?a=1`,
      statusCallbackEvent: ['completed'],
    });
    await until(() => program.statuses().length === 1);
    expect(program.at('/status')[0]).toMatchObject({
      method: 'GET',
      signed: true,
      params: { a: '1', CallStatus: 'completed' },
    });
  });

  it('report busy (486) and no answer, without a conversation', async () => {
    expect(await run(busy)).toMatchObject({ status: 'busy', sipResponseCode: 486, answeredAt: null, duration: null });
    expect(program.at('/status')[2]?.params).toMatchObject({
      CallStatus: 'busy',
      SipResponseCode: '486',
      CallDuration: '0',
      Duration: '0',
    });
    expect(await run(absent)).toMatchObject({ status: 'no-answer', sipResponseCode: 487 });
    expect(program.at('/voice')).toEqual([]);
  });

  it('ring no longer than the timeout', async () => {
    program.on('/voice', '<Say>Hello.</Say>');
    expect(await run(keen, { timeout: 1 })).toMatchObject({ status: 'no-answer' });
  });

  it('find the busy one on the second attempt and the absent one on the third', async () => {
    program.on('/voice', '<Say>Hello.</Say>');
    expect(await finalStatuses(busy)).toEqual(['busy', 'completed', 'completed']);
    expect(await finalStatuses(absent)).toEqual(['no-answer', 'no-answer', 'completed']);
  });
});

describe('webhook delivery', () => {
  const completedOnly = { statusCallbackEvent: ['completed'] };

  it('does not repeat after a 500 by default', async () => {
    program.on('/voice', '<Say>Hello.</Say>').on('/status', { status: 500 });
    await run(keen, completedOnly);
    await run(keen, { ...completedOnly, statusCallback: `${program.url}/again` });
    await until(() => program.at('/again').length === 1);
    expect(program.at('/status').length).toBe(1);
  });

  it('repeats as the fragment says, under the same token, with the fragment neither sent nor signed', async () => {
    program.on('/voice', '<Say>Hello.</Say>').on('/status', { status: 503 });
    await run(keen, { ...completedOnly, statusCallback: `${program.url}/status?a=1#rc=2&rp=5xx` });
    await until(() => program.at('/status').length === 3);
    const deliveries = program.at('/status');
    expect(new Set(deliveries.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
    for (const delivery of deliveries) expect(delivery).toMatchObject({ signed: true, target: '/status?a=1' });
  });

  it('gives up on a silent receiver after the read timeout, and goes on', async () => {
    program
      .on('/voice', '<Say>Hello.</Say>')
      .on('/status', ({ params }) => (params['CallStatus'] === 'initiated' ? hang : { status: 204 }));
    await run(keen, { statusCallback: `${program.url}/status#rt=100` });
    await until(() => program.statuses().length === 4);
  });

  it('survives a receiver that is not there', async () => {
    program.on('/voice', '<Say>Hello.</Say>');
    expect(await run(keen, { statusCallback: 'http://127.0.0.1:9/status' })).toMatchObject({ status: 'completed' });
  });
});

describe('TwiML', () => {
  it('is fetched with the call parameters, signed', async () => {
    program.on('/voice', '<Say>Hello.</Say>');
    await run(keen, { url: `${program.url}/voice?attempt=7`, method: 'GET' });
    expect(program.at('/voice')[0]).toMatchObject({
      method: 'GET',
      signed: true,
      params: { attempt: '7', CallStatus: 'in-progress', To: keen },
    });
  });

  it('ends the call at the end of the document', async () => {
    program.on('/voice', '<Say>Hello.</Say><Pause length="2"/><Play>http://x.example/a.mp3</Play>');
    const call = await run(keen);
    expect(call.status).toBe('completed');
    expect(call.duration).toBeGreaterThanOrEqual(5);
    expect(call.turns).toEqual([{ speaker: 'AGENT', text: 'Hello.', atMs: expect.any(Number) }]);
  });

  it('hangs up at Hangup and Reject, and after Record', async () => {
    for (const verb of ['<Hangup/>', '<Reject/>', '<Record timeout="2"/>']) {
      program.forget();
      program.on('/voice', `${verb}<Redirect>/never</Redirect>`);
      expect((await run(keen)).status).toBe('completed');
      expect(program.at('/never')).toEqual([]);
    }
  });

  it('gathers speech and posts it to the action, relative to the document', async () => {
    program.on('/a/voice', gather('action="turn"').replace('action="/turn" ', '')).on('/a/turn', '<Hangup/>');
    const call = await run(keen, { url: `${program.url}/a/voice` });
    const [turn] = program.at('/a/turn');
    expect(turn).toMatchObject({ method: 'POST', signed: true });
    expect(turn?.params['SpeechResult']).toMatch(/^I'm looking for/);
    expect(Number(turn?.params['Confidence'])).toBeGreaterThan(0.8);
    expect(call.turns?.map(({ speaker }) => speaker)).toEqual(['AGENT', 'LEAD']);
  });

  it('posts to the current document when there is no action', async () => {
    program.on('/voice', ({ params }) =>
      params['SpeechResult'] ? '<Hangup/>' : '<Gather input="speech"><Say>Budget?</Say></Gather>',
    );
    await run(keen);
    expect(program.at('/voice').map(({ params }) => params['SpeechResult'] ?? '')).toEqual([
      '',
      expect.stringContaining('budget'),
    ]);
  });

  it('lets the person hear what was said before the Gather', async () => {
    program.on('/voice', `<Say>What is your budget?</Say>${gather('', '')}`).on('/turn', '<Hangup/>');
    await run(keen);
    expect(program.at('/turn')[0]?.params['SpeechResult']).toMatch(/budget/);
  });

  it('falls through when nothing is heard', async () => {
    program
      .on('/voice', `<Gather input="dtmf" action="/turn"><Say>Hm.</Say></Gather><Redirect>/silent</Redirect>`)
      .on('/silent', '<Hangup/>');
    await run(keen);
    expect(program.at('/turn')).toEqual([]);
    expect(program.at('/silent').length).toBe(1);
  });

  it('posts nothing-heard with actionOnEmptyResult', async () => {
    program.on('/voice', gather('actionOnEmptyResult="true"', '')).on('/turn', '<Redirect>/next</Redirect>');
    program.on('/next', gather('actionOnEmptyResult="true"', '').replace('/turn', '/empty')).on('/empty', '<Hangup/>');
    await run(machine);
    expect(program.at('/turn')[0]?.params['SpeechResult']).toMatch(/voicemail/);
    expect(program.at('/empty')[0]?.params).not.toHaveProperty('SpeechResult');
  });

  it('sends the digit that was asked for', async () => {
    program
      .on('/voice', '<Gather numDigits="1" action="/turn"><Say>Press 4 to go on.</Say></Gather>')
      .on('/turn', '<Hangup/>');
    await run(keen);
    expect(program.at('/turn')[0]?.params['Digits']).toBe('4');
  });

  it('follows Redirect, with its method', async () => {
    program.on('/voice', '<Redirect method="GET">/b?x=1&amp;y=2</Redirect>').on('/b', '<Hangup/>');
    await run(keen);
    expect(program.at('/b')[0]).toMatchObject({ method: 'GET', params: { x: '1', y: '2' } });
  });

  it('follows an HTTP redirect with GET and without parameters', async () => {
    program.on('/voice', { status: 302, location: '/moved' }).on('/moved', '<Hangup/>');
    await run(keen);
    expect(program.at('/moved')[0]).toMatchObject({ method: 'GET', params: {} });
  });

  it('runs inline documents, whose addresses must be absolute', async () => {
    program.on('/b', '<Hangup/>');
    await run(keen, inlined(`<Redirect>${program.url}/b</Redirect>`));
    expect(program.at('/b').length).toBe(1);
    const call = await run(keen, inlined('<Redirect>/b</Redirect>'));
    expect(call.notifications).toEqual([expect.objectContaining({ code: 15004 })]);
    expect(program.at('/b').length).toBe(1);
  });

  it.each([
    ['a 500', { status: 500, body: '<Response/>' }, 11200],
    ['a 204', { status: 204 }, 11200],
    ['an empty body', { status: 200, body: '' }, 11770],
    ['another type', { status: 200, body: '<Response/>', type: 'application/json' }, 12300],
    ['broken XML', { status: 200, body: '<Response><Say>' }, 12100],
    ['too much', { status: 200, body: `<Response><!--${'x'.repeat(70_000)}--></Response>` }, 11750],
  ])('turns to the fallback after %s', async (_, answer, code) => {
    program.on('/voice', answer).on('/fallback', '<Say>Sorry.</Say>');
    const call = await run(keen, { fallbackUrl: `${program.url}/fallback` });
    expect(call).toMatchObject({ status: 'completed', notifications: [{ code }], turns: [{ text: 'Sorry.' }] });
    expect(program.at('/fallback')[0]?.params).toMatchObject({
      ErrorCode: String(code),
      ErrorUrl: `${program.url}/voice`,
    });
  });

  it('apologises and hangs up when there is no fallback', async () => {
    program.on('/voice', { status: 500 });
    const call = await run(keen);
    expect(call).toMatchObject({ status: 'completed', notifications: [{ code: 11200 }] });
    expect(call.turns?.[0]?.text).toMatch(/application error/);
  });

  it('ends documents that redirect to each other', async () => {
    program.on('/voice', '<Redirect>/voice</Redirect>');
    const call = await run(keen);
    expect(call.status).toBe('completed');
    expect(program.at('/voice').length).toBeLessThanOrEqual(50);
  });

  it('warns of speechTimeout=auto without a model', async () => {
    program.on('/voice', gather('speechTimeout="auto"')).on('/turn', '<Hangup/>');
    expect((await run(keen)).notifications).toEqual([expect.objectContaining({ code: 13335 })]);
  });

  it('ends the call at its time limit', async () => {
    program.on('/voice', '<Pause length="300"/><Redirect>/never</Redirect>');
    expect(await run(keen, { timeLimit: 20 })).toMatchObject({ status: 'completed', duration: 20 });
    expect(program.at('/never')).toEqual([]);
  });

  it('is cut short by a person who hangs up', async () => {
    program.on(
      '/voice',
      '<Say>Good morning, this is a rather long introduction to what we sell.</Say><Redirect>/never</Redirect>',
    );
    const call = await run(early);
    expect(call.status).toBe('completed');
    expect(call.duration).toBeLessThan(10);
    expect(program.at('/never')).toEqual([]);
  });

  it('lets a person interrupt only with bargeIn', async () => {
    const long = `<Say>${'We have a great offer for you today. '.repeat(10)}</Say>`;
    program.on('/voice', gather('', long)).on('/turn', '<Hangup/>');
    const interrupted = await run('+14155555508');
    program.on('/voice', gather('bargeIn="false"', long));
    const patient = await run('+14155555508');
    expect((interrupted.duration ?? 0) + 8).toBeLessThan(patient.duration ?? 0);
  });
});

describe('machine detection', () => {
  it.each([
    [keen, 'Enable', 'human'],
    [machine, 'Enable', 'machine_start'],
    [machine, 'DetectMessageEnd', 'machine_end_beep'],
  ])('synchronous: %s with %s is %s', async (to, machineDetection, answeredBy) => {
    program.on('/voice', '<Hangup/>');
    const call = await run(to, { machineDetection });
    expect(program.at('/voice')[0]?.params['AnsweredBy']).toBe(answeredBy);
    expect(call.answeredBy).toBe(answeredBy);
    expect((await client.calls(call.sid).fetch()).answeredBy).toBe(answeredBy);
    expect(program.at('/status').at(-1)?.params['AnsweredBy']).toBe(answeredBy);
  });

  it('asynchronous: the document runs meanwhile, the verdict comes by itself', async () => {
    program.on('/voice', '<Pause length="30"/>');
    await run(machine, asyncDetection());
    expect(program.at('/voice')[0]?.params).not.toHaveProperty('AnsweredBy');
    expect(program.at('/amd')[0]).toMatchObject({
      signed: true,
      params: {
        AnsweredBy: 'machine_start',
        MachineDetectionDuration: expect.stringMatching(/^\d{4}$/),
        CallSid: expect.any(String),
      },
    });
  });

  it('gives no verdict after the end, and unknown after its own timeout', async () => {
    program.on('/voice', '<Hangup/>');
    await control({ timeScale: 20 });
    await run(machine, asyncDetection());
    await control({ timeScale: 1_000 });
    program.on('/voice', '<Pause length="20"/>');
    await run(machine, { ...asyncDetection(), machineDetection: 'DetectMessageEnd', machineDetectionTimeout: 4 });
    await until(() => program.at('/amd').length > 0);
    expect(program.at('/amd').map(({ params }) => params['AnsweredBy'])).toEqual(['unknown']);
  });

  it('is off when digits are sent', async () => {
    program.on('/voice', '<Hangup/>');
    await run(keen, { machineDetection: 'Enable', sendDigits: '1' });
    expect(program.at('/voice')[0]?.params).not.toHaveProperty('AnsweredBy');
  });
});

describe('repeatability', () => {
  it('gives the same calls for the same seed, others for another', async () => {
    program
      .on('/voice', gather(''))
      .on('/turn', gather('', '<Say>What is your budget?</Say>').replace('/turn', '/end'))
      .on('/end', '<Hangup/>');
    const numbers = ['+14155550113', '+14155550114', '+14155550115', '+14155550116', '+14155550117', '+14155550118'];
    const calls = async (seed: number) => {
      await control({ reset: true, seed });
      const done = await Promise.all(numbers.map((number) => run(number, { statusCallback: undefined })));
      return done.map(({ status, persona, turns }) => ({ status, persona, texts: turns?.map(({ text }) => text) }));
    };
    const first = await calls(3);
    expect(await calls(3)).toEqual(first);
    expect(await calls(4)).not.toEqual(first);
  });
});
