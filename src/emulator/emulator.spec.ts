import type twilio from 'twilio';
import { startEmulator, type RunningEmulator } from './emulator';
import { personas } from './personas/persona-directory';
import { ScriptedProgram, twilioClient, until } from './testing/scripted-program';
import type { LedgerEntry } from './ledger/ledger-entry';

/** A talking program: speech goes to the emulated model, its words come back as speech. */
export {};

describe('a whole call against the emulator', () => {
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

  async function talk(to: string): Promise<LedgerEntry> {
    const history: { role: 'user' | 'assistant'; content: string }[] = [];
    const next = async (said: string) => {
      history.push({ role: 'user', content: said });
      const response = await fetch(`${emulator.url}/v1/messages`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer sk-test',
          'anthropic-version': '2026-10-21',
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          model: 'claude-haiku-5-5',
          max_tokens: 300,
          thinking: { type: 'disabled' },
          messages: history,
        }),
      });
      const { content } = (await response.json()) as { content: { text: string }[] };
      const text = content[0]?.text ?? '';
      history.push({ role: 'assistant', content: text });
      const goodbye = /goodbye|مع السلامة/i.test(text);
      return goodbye
        ? `<Say>${text}</Say><Pause length="4"/><Hangup/>`
        : `<Gather input="speech" action="/turn" speechTimeout="auto" speechModel="phone_call"><Say>${text}</Say></Gather><Redirect>/silent</Redirect>`;
    };
    program.on('/voice', () => next('(call answered)'));
    program.on('/turn', ({ params }) => next(params['SpeechResult'] ?? ''));
    program.on('/silent', '<Say>Are you still there?</Say><Gather input="speech" action="/turn"/><Hangup/>');
    const before = (await ledger(to)).length;
    await client.calls.create({ to, from: '+14155550100', url: `${program.url}/voice`, timeout: 25, timeLimit: 600 });
    await until(async () => (await ledger(to))[before]?.endedAt != null);
    return (await ledger(to))[before] as LedgerEntry;
  }

  it.each(personas.map((persona) => [persona.name, persona.number] as const))(
    '%s reaches an end',
    async (name, number) => {
      const call = await talk(`+1415555${String(5500 + number)}`);
      process.stdout.write(
        `${name}: ${call.status} ${call.duration}\n${(call.turns ?? []).map((t) => `   ${t.speaker}: ${t.text}`).join('\n')}\n`,
      );
      expect(call.endedAt).not.toBeNull();
    },
  );
});
