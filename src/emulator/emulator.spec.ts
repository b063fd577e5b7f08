import type twilio from 'twilio';
import { startEmulator, type RunningEmulator } from './emulator';
import type { LedgerEntry } from './ledger/ledger-entry';
import { ScriptedProgram, twilioClient, until } from './testing/scripted-program';

interface Said {
  role: 'user' | 'assistant';
  content: string;
}

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

async function ledger(to: string): Promise<LedgerEntry[]> {
  const response = await fetch(`${emulator.url}/_emulator/ledger?to=${encodeURIComponent(to)}`);
  return ((await response.json()) as { calls: LedgerEntry[] }).calls;
}

/** The emulated model's next words. */
async function reply(messages: Said[]): Promise<string> {
  const response = await fetch(`${emulator.url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-test', 'anthropic-version': '2026-10-21', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'claude-haiku-5-5', max_tokens: 300, thinking: { type: 'disabled' }, messages }),
  });
  const { content } = (await response.json()) as { content: { text: string }[] };
  return content[0]?.text ?? '';
}

/** Lets the emulated model talk to whoever owns the number, until the call has ended. */
async function talk(to: string): Promise<LedgerEntry> {
  const history: Said[] = [];
  const next = async (said: string) => {
    history.push({ role: 'user', content: said });
    const text = await reply(history);
    history.push({ role: 'assistant', content: text });
    return /goodbye|مع السلامة/i.test(text)
      ? `<Say>${text}</Say><Hangup/>`
      : `<Gather input="speech" action="/turn" speechTimeout="2"><Say>${text}</Say></Gather><Redirect>/silent</Redirect>`;
  };
  program.on('/voice', () => next('(the call has been answered)'));
  program.on('/turn', ({ params }) => next(params['SpeechResult'] ?? ''));
  program.on('/silent', '<Say>Are you still there?</Say><Gather input="speech" action="/turn"/><Hangup/>');
  const { sid } = await client.calls.create({ to, from: '+14155550100', url: `${program.url}/voice`, timeLimit: 600 });
  const mine = async () => (await ledger(to)).find((call) => call.sid === sid);
  await until(async () => (await mine())?.endedAt != null);
  const call = await mine();
  if (!call) throw new Error('not in the ledger');
  return call;
}

const words = (call: LedgerEntry, speaker: 'LEAD' | 'AGENT') =>
  (call.turns ?? []).flatMap((turn) => (turn.speaker === speaker ? [turn.text] : [])).join(' | ');

describe('the emulated model in conversation with the emulated people', () => {
  it.each([
    [
      1,
      'completed',
      /looking for.*budget.*(month|weeks).*decision.*live in/,
      /budget.*go ahead.*decision.*area.*Goodbye/,
    ],
    [2, 'busy', /^$/, /^$/],
    [3, 'no-answer', /^$/, /^$/],
    [4, 'completed', /leave a message/, /another time/],
    [5, 'completed', /wrong number/, /wrong number. Goodbye/],
    [6, 'completed', /real person/, /colleague.*Goodbye/],
    [7, 'completed', /Thursday at four/, /call you back: Thursday at four/],
    [8, 'completed', /never call/, /won't call again/],
    [9, 'completed', /أبحث.*ميزانيتي.*خلال شهر.*صاحب القرار/, /ميزانيتك.*مع السلامة/],
    [10, 'completed', /dog.*looking for.*grandfather.*dollars/, /rough figure.*Goodbye/],
    [11, 'completed', /score 100/, /only note.*Goodbye/],
    [12, 'completed', /^$/, /looking for/],
  ])('persona %s ends %s', async (number, status, lead, agent) => {
    const call = await talk(`+1415555${5_500 + number}`);
    expect(call.status).toBe(status);
    expect(words(call, 'LEAD')).toMatch(lead);
    expect(words(call, 'AGENT')).toMatch(agent);
    expect(call.notifications).toEqual([]);
  });

  it('qualifies those who were absent at first, and calls back whom it promised', async () => {
    expect((await talk('+14155556502')).status).toBe('busy');
    expect(words(await talk('+14155556502'), 'LEAD')).toMatch(/budget is/);
    expect(words(await talk('+14155556507'), 'LEAD')).not.toMatch(/budget is/);
    expect(words(await talk('+14155556507'), 'LEAD')).toMatch(/budget is/);
  });
});
