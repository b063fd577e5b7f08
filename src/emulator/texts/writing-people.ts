import type { TwilioAccount } from '../emulator.config';
import { inWriting, readsTexts } from '../personas/in-writing';
import { personaFor } from '../personas/persona-directory';
import { PersonaSession } from '../personas/persona-session';
import type { Knobs } from '../simulation/knobs';
import type { Pace } from '../simulation/pace';
import { drawBetween } from '../simulation/seeded';
import type { IncomingTexts } from './incoming-texts';
import type { TextRecord } from './text-record';

/** Simulated milliseconds between a text that arrives and the answer that leaves. */
const quickest = 4_000;
const slowest = 20_000;

/** What one person and one number of the program write to each other on one channel. */
interface Correspondence {
  readonly session: PersonaSession;
  thinking: boolean;
  over: boolean;
}

/** The people behind the phones, when they write: each answers what it is asked until it has nothing more to say. Off unless the knobs say where to. */
export class WritingPeople {
  /** People who have read something and have not answered yet. */
  thinking = 0;
  private generation = 0;
  private threads = new Map<string, Correspondence>();
  /** Texts written so far, by number. */
  private written = new Map<string, number>();

  constructor(
    private readonly incoming: IncomingTexts,
    private readonly knobs: Knobs,
    private readonly pace: Pace,
    private readonly broken: (error: unknown) => void,
  ) {}

  /** A text of the program has reached a phone. What comes while the person thinks is answered with it. */
  read(text: TextRecord, account: TwilioAccount): void {
    const { channel, body } = text.request;
    if (!this.knobs.writers?.[channel]) return;
    const thread = this.threadOf(text);
    if (thread.over) return;
    thread.session.hear(body);
    if (thread.thinking) return;
    thread.thinking = true;
    this.thinking += 1;
    const { generation } = this;
    this.pace.after(this.thinkingMs(text), () => {
      thread.thinking = false;
      this.thinking -= 1;
      if (generation === this.generation) this.answer(thread, text, account);
    });
  }

  reset(): void {
    this.generation += 1;
    this.threads = new Map();
    this.written = new Map();
  }

  private threadOf({ request: { to, from, channel } }: TextRecord): Correspondence {
    const key = `${to}|${channel}|${from}`;
    const known = this.threads.get(key);
    if (known) return known;
    const persona = personaFor(to, this.knobs.seed);
    const session = new PersonaSession(inWriting(persona), to, 1, this.knobs.seed);
    const thread = { session, thinking: false, over: !readsTexts(persona) };
    this.threads.set(key, thread);
    return thread;
  }

  private thinkingMs({ request: { to, channel } }: TextRecord): number {
    return drawBetween(quickest, slowest, this.knobs.seed, to, channel, this.writtenBy(to), 'writes');
  }

  private answer(thread: Correspondence, { request }: TextRecord, account: TwilioAccount): void {
    const { writers } = this.knobs;
    const url = writers?.[request.channel];
    const { to: person, from: program, channel } = request;
    const count = this.writtenBy(person);
    if (!writers || !url || count >= writers.messages) return;
    const { says, hangsUp } = thread.session.speak();
    thread.over = hangsUp === true;
    if (says === null) return;
    this.written.set(person, count + 1);
    const text = { url, from: person, to: program, body: says, channel, copies: 1, forged: false, params: {} };
    this.incoming.deliver(account, text, thread.session.persona.number).catch(this.broken);
  }

  private writtenBy(person: string): number {
    return this.written.get(person) ?? 0;
  }
}
