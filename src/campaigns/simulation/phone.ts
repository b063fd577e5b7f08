import type { CallOutcome } from '../../calls/call-outcome';
import { personaFor } from '../../emulator/personas/persona-directory';
import type { Persona } from '../../emulator/personas/persona';
import { draw, drawBetween } from '../../emulator/simulation/seeded';
import { type Heard, readingOf, silence } from '../../qualification/assessments/reading';
import { type Verdict, verdictOf } from '../../qualification/assessments/verdict';
import { Conversation, type Talk, type TalkTerms } from './talk';

/** What became of one dial. Durations are milliseconds. */
export interface Ringing {
  /** From the request to the carrier until somebody, or something, picks up; or until the end. */
  readonly ringMs: number;
  /** On the phone; 0 when nobody picked up. */
  readonly talkMs: number;
  readonly pickedUpBy: 'PERSON' | 'MACHINE' | null;
  readonly outcome: CallOutcome;
  /** The time agreed for a callback. */
  readonly callbackAt: Date | null;
  /** Times a model was asked what to say, and to assess. */
  readonly replies: number;
  readonly assessments: number;
}

export interface Dialed {
  readonly phone: string;
  /** Which dialing of this number it is, from 1. */
  readonly attempt: number;
  readonly at: number;
  readonly ringTimeoutSeconds: number;
  readonly maxCallSeconds: number;
  /** The person's own clock, IANA. */
  readonly timeZone: string;
}

/** As the emulator's switchboard counts. */
const SETUP_MS = 1_200;
const BUSY_MS = 1_500;
/** A person behaves the same on every attempt from this one on. */
const LAST_ATTEMPT_THAT_DIFFERS = 4;
/** Pause before somebody speaks. */
const THINKS_AT_LEAST_MS = 400;
const THINKS_UP_TO_MS = 900;

const nobody = { talkMs: 0, pickedUpBy: null, callbackAt: null, replies: 0, assessments: 0 } as const;

/** The people of the emulator, who behave here as they do there: who answers on which attempt, what they say, how long it takes. */
export class Phones {
  private readonly talks = new Map<string, { talk: Talk; verdict: Verdict | null }>();

  constructor(
    private readonly seed: number,
    private readonly terms: TalkTerms,
  ) {}

  dial(dialed: Dialed): Ringing {
    const { phone, attempt, ringTimeoutSeconds } = dialed;
    const persona = personaFor(phone, this.seed);
    const pickup = persona.pickup(attempt);
    const limitMs = ringTimeoutSeconds * 1_000;
    if (pickup === 'busy') return { ...nobody, ringMs: SETUP_MS + BUSY_MS, outcome: 'BUSY' };
    const [least, most] = pickup === 'machine' ? [14_000, 18_000] : [3_000, 12_000];
    const rings = pickup === 'no-answer' ? limitMs : drawBetween(least, most, this.seed, phone, attempt, 'ring');
    if (rings >= limitMs) return { ...nobody, ringMs: SETUP_MS + limitMs, outcome: 'NO_ANSWER' };
    const ringMs = SETUP_MS + Math.round(rings);
    return pickup === 'machine' ? this.machine(dialed, ringMs) : this.person(dialed, persona, ringMs);
  }

  /** The carrier finds out that no person speaks, and the call is hung up. */
  private machine({ phone, attempt }: Dialed, ringMs: number): Ringing {
    const talkMs = Math.round(drawBetween(2_500, 4_000, this.seed, phone, attempt, 'amd'));
    return { ...nobody, ringMs, talkMs, pickedUpBy: 'MACHINE', outcome: 'VOICEMAIL' };
  }

  private person(dialed: Dialed, persona: Persona, ringMs: number): Ringing {
    const { phone, attempt, at, maxCallSeconds, timeZone } = dialed;
    const { talk, verdict } = this.talkOf(persona, phone, attempt);
    const talkMs = Math.min(talk.spokenMs + this.thinkingMs(phone, attempt, talk.answers), maxCallSeconds * 1_000);
    const heard = { endedAt: new Date(at + ringMs + Math.round(talkMs)), timeZone };
    // Only what was agreed for a time depends on the moment; all else follows from the words alone.
    const { outcome, callbackAt } = verdict ?? assessed(talk, { ...heard, rules: this.terms.rules });
    const assessments = talk.extraction ? 1 : 0;
    const spoken = { talkMs: Math.round(talkMs), pickedUpBy: 'PERSON', replies: talk.replies, assessments } as const;
    return { ringMs, ...spoken, outcome, callbackAt };
  }

  private talkOf(persona: Persona, phone: string, attempt: number): { talk: Talk; verdict: Verdict | null } {
    const nth = Math.min(attempt, LAST_ATTEMPT_THAT_DIFFERS);
    const key = `${persona.number}|${nth}|${JSON.stringify(persona.profile(phone, this.seed))}`;
    const known = this.talks.get(key);
    if (known) return known;
    const talk = Conversation.of(persona, phone, nth, this.seed, this.terms);
    const verdict = assessed(talk, { endedAt: new Date(0), timeZone: 'UTC', rules: this.terms.rules });
    const kept = { talk, verdict: verdict.outcome === 'CALLBACK_REQUESTED' ? null : verdict };
    this.talks.set(key, kept);
    return kept;
  }

  private thinkingMs(phone: string, attempt: number, answers: number): number {
    let sum = 0;
    for (let turn = 0; turn < answers; turn += 1)
      sum += THINKS_AT_LEAST_MS + Math.round(draw(this.seed, phone, attempt, turn, 'think') * THINKS_UP_TO_MS);
    return sum;
  }
}

/** By the product's own rules of evidence, score and outcome. */
function assessed({ turns, decided, extraction }: Talk, heard: Pick<Heard, 'endedAt' | 'timeZone' | 'rules'>): Verdict {
  const all: Heard = { ...heard, turns, decided };
  return verdictOf(extraction ? readingOf(extraction, all) : silence(all), all.rules);
}
