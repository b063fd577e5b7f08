import type { PersonaSession } from '../personas/persona-session';
import type { ConferenceRooms, Seat } from './conference-rooms';
import { resolve, type DocumentLoader, type Source } from './document-loader';
import type { LiveCall } from './live-call';
import { type Prompt, TwimlError } from './twiml';
import type { Conference } from './twiml-conference';

interface Parts {
  readonly call: LiveCall;
  readonly person: PersonaSession;
  readonly loader: DocumentLoader;
  readonly rooms: ConferenceRooms;
  /** Lets the person hear a prompt; how long it takes, in simulated milliseconds. */
  readonly hear: (prompt: Prompt) => number;
}

/** Simulated milliseconds of music, or of talk, between looks. */
const musicMs = 10_000;
const longTalkMs = 4 * 3_600_000;
/** A waiting document that takes no time is not asked for again at once. */
const pauseMs = 1_000;

/** One call in a conference: on hold until it starts, then talking until it ends, somebody leaves or something cuts in. */
export class ConferenceStay {
  private waiting: Source | null;
  private spokenMs = 0;
  private totalMs = 0;

  constructor(
    private readonly parts: Parts,
    private readonly how: Conference,
    private readonly base: string | null,
  ) {
    const { waitUrl: url, waitMethod: method } = how;
    this.waiting = url ? { url: resolve(url, base), method } : null;
  }

  /** Simulated seconds, as `DialCallDuration` has them. */
  get seconds(): number {
    return Math.round(this.totalMs / 1_000);
  }

  /** `over`: the conference has ended or it was put out. `hung-up`: the person has, or time is up. */
  async run(isOurs: () => boolean): Promise<'over' | 'hung-up'> {
    const { rooms, call } = this.parts;
    const seat = rooms.join(call, this.how);
    try {
      while (isOurs() && !seat.gone) {
        const stays = seat.room.started ? await this.talk() : await this.hold(seat, isOurs);
        if (!stays && isOurs() && !seat.gone) return 'hung-up';
      }
      return 'over';
    } finally {
      rooms.leave(seat);
    }
  }

  private async talk(): Promise<boolean> {
    const { talksMs = longTalkMs } = this.parts.person.persona;
    const passed = await this.pass(talksMs - this.spokenMs);
    this.spokenMs += passed.ms;
    return passed.inTime && this.spokenMs < talksMs;
  }

  /** One round of the waiting document; Twilio begins it anew when it has ended. */
  private async hold(seat: Seat, isOurs: () => boolean): Promise<boolean> {
    const isWaiting = (): boolean => isOurs() && !seat.gone && !seat.room.started;
    const before = this.totalMs;
    for (const prompt of await this.round(isWaiting)) {
      if (!isWaiting()) return true;
      const ms = this.parts.hear(prompt);
      const listens = this.parts.person.staysFor(ms);
      if (!(await this.pass(listens)).inTime || (listens < ms && isWaiting())) return false;
    }
    return isWaiting() && this.totalMs === before ? (await this.pass(pauseMs)).inTime : true;
  }

  private async round(isWaiting: () => boolean): Promise<Prompt[]> {
    if (!this.waiting) return [{ verb: 'Pause', seconds: musicMs / 1_000 }];
    const document = await this.parts.loader.load(this.parts.call, this.waiting);
    if (!document || !isWaiting()) return [];
    const prompts: Prompt[] = [];
    for (const verb of document.verbs) {
      if (verb.verb === 'Redirect') {
        this.waiting = {
          url: resolve(verb.url || (document.base ?? ''), document.base ?? this.base),
          method: verb.method,
        };
        break;
      }
      if (verb.verb !== 'Say' && verb.verb !== 'Play' && verb.verb !== 'Pause') {
        throw new TwimlError(12200, `<${verb.verb}> may not stand in the document of a waitUrl`);
      }
      prompts.push(verb);
    }
    return prompts;
  }

  /** Within the call's limit. */
  private async pass(simulatedMs: number): Promise<{ ms: number; inTime: boolean }> {
    const { call } = this.parts;
    const left = Math.max(0, call.record.request.timeLimit * 1_000 - call.talkedMs);
    const ms = await call.pass(Math.max(0, Math.min(simulatedMs, left)));
    call.talkedMs += ms;
    this.totalMs += ms;
    return { ms, inTime: call.talkedMs < call.record.request.timeLimit * 1_000 };
  }
}
