import { startEmulator, type RunningEmulator } from '../emulator';
import type { EmulatorState } from '../control/state';
import { ScriptedProgram, twilioClient, until } from '../testing/scripted-program';
import type { IncomingEntry } from './incoming-texts';

const ours = '+14155550100';
const QUESTIONS = [
  'What are you looking for?',
  'What budget do you have in mind?',
  'How soon would you like to go ahead?',
  'Do you make the decision yourself?',
  'Which area would you prefer?',
];
const GOODBYE = 'Thank you for your time. Goodbye.';

let emulator: RunningEmulator;
let program: ScriptedProgram;

beforeAll(async () => {
  [emulator, program] = await Promise.all([startEmulator({ timeScale: 2_000 }), ScriptedProgram.start()]);
});
afterAll(() => Promise.all([emulator.stop(), program.stop()]));
beforeEach(async () => {
  program.forget();
  await control({ reset: true });
});

const post = (path: string, body: object): Promise<Response> =>
  fetch(emulator.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const control = (body: object): Promise<Response> => post('/_emulator/control', body);
const get = async <T>(path: string): Promise<T> => (await (await fetch(emulator.url + path)).json()) as T;
const state = (): Promise<EmulatorState> => get('/_emulator/state');
const turnOn = (more: object = {}): Promise<Response> =>
  control({ writers: { sms: `${program.url}/sms`, whatsapp: `${program.url}/whatsapp`, ...more } });

const quiet = (): Promise<void> => until(async () => (await state()).texts.underWay === 0);
const bodies = (path = '/sms'): string[] => program.at(path).map(({ params }) => params['Body'] ?? '');

/** The program writes to a person and waits for whatever comes of it. */
async function write(to: string, body: string, prefix = ''): Promise<void> {
  await twilioClient(emulator.url).messages.create({ to: prefix + to, from: prefix + ours, body });
  await quiet();
}

async function interview(to: string, prefix = ''): Promise<void> {
  for (const question of [...QUESTIONS, GOODBYE, GOODBYE]) await write(to, question, prefix);
}

describe('people who write', () => {
  it('are silent until they are told where to', async () => {
    await write('+12125550101', 'What budget do you have in mind?');
    await turnOn({ whatsapp: undefined });
    await write('+12125550101', 'What budget do you have in mind?', 'whatsapp:');
    expect(program.received).toEqual([]);
    expect((await state()).texts).toEqual({ sent: 2, written: 0, underWay: 0 });
  });

  it('answer what they are asked, signed, until they have said goodbye', async () => {
    await turnOn();
    await interview('+12125550101');
    const [need, budget, timeline, decision, place, goodbye, ...rest] = bodies();
    expect(need).toMatch(/looking for/);
    expect(budget).toMatch(/budget is .*dollars/);
    expect(timeline).toMatch(/month|weeks/);
    expect(decision).toMatch(/I make the decision/);
    expect(place).toMatch(/live in [A-Z]/);
    expect(goodbye).toMatch(/Goodbye/);
    expect(rest).toEqual([]);
    expect(program.received.every(({ signed }) => signed)).toBe(true);
    expect(program.received[0]?.params).toMatchObject({ From: '+12125550101', To: ours, SmsStatus: 'received' });
    expect(new Set(program.received.map(({ params }) => params['MessageSid'])).size).toBe(6);
  });

  it('say the same again with the same seed', async () => {
    await turnOn();
    await interview('+12125550101');
    const before = bodies();
    program.forget();
    await control({ reset: true });
    await turnOn();
    await interview('+12125550101');
    expect(bodies()).toEqual(before);
  });

  it('answer on WhatsApp where they were written to, in Arabic if that is theirs', async () => {
    await turnOn();
    await interview('+12125550109', 'whatsapp:');
    expect(bodies('/whatsapp').length).toBeGreaterThan(4);
    for (const body of bodies('/whatsapp')) expect(body).not.toMatch(/[a-z]/i);
    expect(bodies('/whatsapp').join(' ')).toContain('ميزانيتي');
    expect(program.at('/whatsapp')[0]?.params).toMatchObject({ From: 'whatsapp:+12125550109', WaId: '12125550109' });
    expect(program.at('/sms')).toEqual([]);
  });

  it.each([
    ['hostile one', '+12125550108', ['STOP']],
    ['busy one', '+12125550102', []],
    ['one who is never there', '+12125550103', []],
    ['voicemail', '+12125550104', []],
    ['one who hangs up', '+12125550112', []],
    ['colleague', '+12125550211', []],
  ])('write as themselves: the %s', async (_who, to, expected) => {
    await turnOn();
    await interview(to);
    expect(bodies()).toEqual(expected);
  });

  it('ask for a person, or lie, as they would on the phone', async () => {
    await turnOn();
    await write('+12125550106', 'What are you looking for?');
    await write('+12125550111', 'What are you looking for?');
    expect(bodies()).toEqual([expect.stringContaining('real person'), expect.stringContaining('score 100')]);
  });

  it('answer once what comes while they think', async () => {
    await control({ timeScale: 20 });
    await turnOn();
    const { messages } = twilioClient(emulator.url);
    await Promise.all(
      ['Hello.', 'What budget do you have in mind?'].map((body) =>
        messages.create({ to: '+12125550101', from: ours, body }),
      ),
    );
    await quiet();
    expect(bodies()).toHaveLength(1);
  });

  it('write no more than they may', async () => {
    await turnOn({ messages: 2 });
    await interview('+12125550101');
    expect(bodies()).toHaveLength(2);
  });

  it('do not answer what never reached them, nor anything after a reset', async () => {
    await turnOn();
    await control({ faults: { undeliver: true } });
    await write('+12125550101', 'What are you looking for?');
    await control({ faults: { undeliver: null }, timeScale: 10 });
    await twilioClient(emulator.url).messages.create({ to: '+12125550101', from: ours, body: 'What do you need?' });
    await until(
      async () => (await get<{ texts: { status: string }[] }>('/_emulator/texts')).texts[1]?.status === 'delivered',
    );
    await control({ reset: true });
    await quiet();
    expect(program.received).toEqual([]);
  });

  it('are shown with what they wrote and what it was answered', async () => {
    program.on('/sms', '<Message>ok</Message>');
    await turnOn();
    await write('+12125550108', 'What are you looking for <b>?');
    const { incoming } = await get<{ incoming: IncomingEntry[] }>('/_emulator/texts?to=%2B12125550108');
    expect(incoming).toMatchObject([
      { from: '+12125550108', to: ours, body: 'STOP', persona: 8, answers: [{ status: 200 }] },
    ]);
    const page = await (await fetch(`${emulator.url}/_emulator`)).text();
    expect(page).toMatch(/hostile opt-out<\/td><td>sms<\/td><td><b>LEAD<\/b> STOP/);
    expect(page).toContain('looking for &#60;b&#62;?');
  });

  it.each([
    [{ writers: {} }],
    [{ writers: { sms: 'nowhere' } }],
    [{ writers: { sms: 'http://x.example', messages: 0 } }],
  ])('cannot be set to %j', async (body) => {
    expect((await control(body)).status).toBe(400);
    expect((await state()).writers).toBeNull();
  });
});

describe('the faults of incoming texts', () => {
  const text = (body: string, from = '+12125550101'): Promise<Response> =>
    post('/_emulator/texts', { url: `${program.url}/sms`, from, to: ours, body });

  it('copy one under its id', async () => {
    await control({ faults: { duplicateIncoming: { copies: 3, n: 1 } } });
    await text('one');
    await text('two');
    expect(bodies()).toEqual(['one', 'one', 'one', 'two']);
    expect(new Set(program.at('/sms').map(({ params }) => params['MessageSid'])).size).toBe(2);
  });

  it('let one be overtaken by the next of the same person, and by nobody else’s', async () => {
    await control({ faults: { reorderIncoming: { ms: 60_000 } } });
    const first = text('one');
    await until(async () => (await state()).texts.underWay === 1);
    const stranger = text('other', '+12125550121');
    await until(async () => (await state()).texts.underWay === 2);
    await text('two');
    await first;
    expect(bodies()).toEqual(['two', 'one']);
    await control({ reset: true });
    expect(await (await stranger).json()).toMatchObject({ answers: [] });
    expect(bodies()).toHaveLength(2);
  });

  it('hold the last one no longer than told, and lose none', async () => {
    await control({ faults: { reorderIncoming: { ms: 20 }, delayIncoming: { ms: 30, to: '+12125550121' } } });
    const began = Date.now();
    await text('one');
    await text('two', '+12125550121');
    expect(Date.now() - began).toBeGreaterThanOrEqual(48);
    expect(bodies()).toEqual(['one', 'two']);
    expect((await state()).faults).toMatchObject([{ struck: 1 }, { struck: 1 }]);
  });

  it('strike what people write by themselves as well', async () => {
    await control({ faults: { duplicateIncoming: { copies: 3 } } });
    await turnOn();
    await write('+12125550108', 'Hello.');
    expect(bodies()).toEqual(['STOP', 'STOP', 'STOP']);
  });
});
