import type { Turn } from '../ledger/call-record';
import { ConferenceStay } from './conference-stay';
import type { ConferenceRooms } from './conference-rooms';
import type { PersonaSession, Utterance } from '../personas/persona-session';
import { resolve, type Document, type DocumentLoader, type Source } from './document-loader';
import type { LiveCall } from './live-call';
import { playMs, readingMs, sayingMs } from './speaking-time';
import { TwimlError, type Dial, type Gather, type Prompt, type Verb } from './twiml';

/** How a verb ended: go on to the next verb, run another document, or the call is over (or no longer ours). */
type Next = 'next' | 'over' | Source;

/** So many documents in a row without a moment of conversation are documents that redirect to each other for ever. */
const idleDocumentLimit = 50;

/** Runs documents on one answered call, with a persona at the other end, until it ends or something cuts in. */
export class Conversation {
  private readonly token: number;
  private idleDocuments = 0;

  constructor(
    private readonly call: LiveCall,
    private readonly person: PersonaSession,
    private readonly loader: DocumentLoader,
    private readonly rooms: ConferenceRooms,
    private readonly hangUp: () => void,
  ) {
    this.token = call.token;
  }

  /** Hangs up when there is nothing left to run. */
  async run(first: Source): Promise<void> {
    let source: Source | null = first;
    while (source !== null) {
      this.idleDocuments += 1;
      const document = this.idleDocuments <= idleDocumentLimit ? await this.fetch(source) : null;
      if (!this.ours) return;
      if (!document) return this.fail();
      const next: Next = await this.perform(document);
      if (next === 'over') return;
      source = next === 'next' ? null : next;
    }
    this.hangUp();
  }

  /** Machine detection and other silences before the first document. False if something cut in or time is up. */
  idle(simulatedMs: number): Promise<boolean> {
    return this.spend(simulatedMs);
  }

  private async fetch(source: Source): Promise<Document | null> {
    const before = Date.now();
    const document = await this.loader.load(this.call, source);
    this.call.talkedMs += Date.now() - before;
    return document;
  }

  private async fail(): Promise<void> {
    if (await this.listen("We're sorry, an application error has occurred. Goodbye.")) this.hangUp();
  }

  private async perform(document: Document): Promise<Next> {
    try {
      for (const verb of document.verbs) {
        const next = await this.verb(verb, document);
        if (next !== 'next') return next;
      }
      return 'next';
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      this.call.record.notifications.push({ code: error.code, message: error.message });
      await this.fail();
      return 'over';
    }
  }

  private async verb(verb: Verb, document: Document): Promise<Next> {
    switch (verb.verb) {
      case 'Say':
      case 'Play':
      case 'Pause':
        return (await this.prompt(verb)) ? 'next' : 'over';
      case 'Gather':
        return this.gather(verb, document);
      case 'Dial':
        return this.dial(verb, document);
      case 'Redirect':
        return { url: resolve(verb.url || (document.base ?? ''), document.base), method: verb.method };
      case 'Record':
        if (await this.spend(verb.seconds * 1_000)) this.hangUp();
        return 'over';
      default:
        this.hangUp();
        return 'over';
    }
  }

  /** In the conference until it is over, or something cuts in; then the action, where there is one. */
  private async dial(verb: Dial, document: Document): Promise<Next> {
    this.idleDocuments = 0;
    const { call, person, loader, rooms } = this;
    const hear = (prompt: Prompt): number => this.take(prompt);
    const stay = new ConferenceStay({ call, person, loader, rooms, hear }, verb.conference, document.base);
    const ending = await stay.run(() => this.ours);
    if (!this.ours) return 'over';
    if (ending === 'hung-up') {
      this.hangUp();
      return 'over';
    }
    if (verb.action === null) return 'next';
    const params = { DialCallStatus: 'answered', DialCallDuration: String(stay.seconds) };
    return { url: resolve(verb.action, document.base), method: verb.method, params };
  }

  private async gather(verb: Gather, document: Document): Promise<Next> {
    const heardBefore = this.person.heardSinceLast;
    const promptMs = verb.prompts.reduce((sum, prompt) => sum + this.take(prompt), 0);
    if (verb.speechTimeout === 'auto' && !verb.speechModel)
      this.warn(13335, "speechTimeout 'auto' needs a speechModel");
    const key = verb.speech ? null : this.person.press(`${heardBefore} ${this.person.heardSinceLast}`);
    const reply = verb.speech || key ? this.person.speak() : null;
    const share = reply?.interrupts && verb.bargeIn ? 0.4 : 1;
    if (!(await this.attend(promptMs * share))) return 'over';
    if (key && verb.dtmf) return this.press(verb, document, key);
    if (reply && reply.says !== null) return this.respond(verb, document, reply, reply.says);
    return this.silence(verb, document, reply);
  }

  private async respond(verb: Gather, document: Document, reply: Utterance, says: string): Promise<Next> {
    const speech = Math.min(sayingMs(says), verb.maxSpeechTime * 1_000);
    const trailing = verb.speechTimeout === 'auto' ? 700 : verb.speechTimeout * 1_000;
    if (!(await this.spend(reply.thinkMs + speech + trailing))) return 'over';
    this.note('LEAD', says);
    if (reply.hangsUp) this.person.leave();
    return this.action(verb, document, { SpeechResult: says, Confidence: String(reply.confidence) });
  }

  private async press(verb: Gather, document: Document, key: string): Promise<Next> {
    const untilDone = verb.numDigits === 1 ? 0 : verb.timeout * 1_000;
    if (!(await this.spend(1_000 + untilDone))) return 'over';
    return this.action(verb, document, { Digits: key });
  }

  private async silence(verb: Gather, document: Document, reply: Utterance | null): Promise<Next> {
    if (reply?.hangsUp) {
      if (await this.spend(500)) this.hangUp();
      return 'over';
    }
    if (!(await this.spend(verb.timeout * 1_000))) return 'over';
    return verb.actionOnEmptyResult ? this.action(verb, document, verb.dtmf ? { Digits: '' } : {}) : 'next';
  }

  private action(verb: Gather, document: Document, params: Record<string, string>): Source {
    return { url: resolve(verb.action ?? document.base ?? '', document.base), method: verb.method, params };
  }

  private prompt(prompt: Prompt): Promise<boolean> {
    return this.attend(this.take(prompt));
  }

  private listen(text: string): Promise<boolean> {
    return this.prompt({ verb: 'Say', text, times: 1 });
  }

  /** Lets the person hear a prompt. Returns how long it takes, in simulated milliseconds. */
  private take(prompt: Prompt): number {
    if (prompt.verb === 'Pause') return prompt.seconds * 1_000;
    if (prompt.verb === 'Play') return playMs * prompt.times;
    if (prompt.text === '') return 0;
    this.note('AGENT', prompt.text);
    this.person.hear(prompt.text);
    return readingMs(prompt.text) * prompt.times;
  }

  /** Time in which the person listens, and may hang up. */
  private async attend(simulatedMs: number): Promise<boolean> {
    const stays = this.person.staysFor(simulatedMs);
    if (!(await this.spend(stays))) return false;
    if (stays < simulatedMs) this.hangUp();
    return stays >= simulatedMs;
  }

  /** Lets conversation time go by, within the call's limit. False when the call is over or no longer ours. */
  private async spend(simulatedMs: number): Promise<boolean> {
    const left = Math.max(0, this.call.record.request.timeLimit * 1_000 - this.call.talkedMs);
    const part = Math.min(simulatedMs, left);
    if (!this.ours || (part > 0 && !(await this.call.wait(part)))) return false;
    this.call.talkedMs += part;
    if (part > 0) this.idleDocuments = 0;
    if (simulatedMs < left) return true;
    this.hangUp();
    return false;
  }

  private get ours(): boolean {
    return this.call.isCurrent(this.token);
  }

  private note(speaker: Turn['speaker'], text: string): void {
    this.call.record.turns?.push({ speaker, text, atMs: Math.round(this.call.talkedMs) });
  }

  private warn(code: number, message: string): void {
    const { notifications } = this.call.record;
    if (!notifications.some((known) => known.code === code)) notifications.push({ code, message });
  }
}
