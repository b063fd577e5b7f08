import { draw, drawBetween } from '../simulation/seeded';
import { keyAskedFor, topicOf, type Topic } from './heard';
import type { Line, Persona } from './persona';
import type { Profile } from './profile';

/** Times the person speaks before running out of patience, and questions without a word in between. */
const lastTurn = 24;
const lastSilence = 3;

/** Simulated milliseconds a person who has said goodbye still listens. */
const courtesyMs = 1_500;

/** What came back when the agent paused for an answer. */
export interface Utterance extends Line {
  /** The recogniser's confidence, 0 to 1. */
  confidence: number;
  /** Simulated milliseconds between the end of the question and the first word. */
  thinkMs: number;
}

/** One persona in one call: remembers what was asked. Everything it says follows from seed, number, attempt and what it hears. */
export class PersonaSession {
  private readonly asked = new Map<Topic, number>();
  private readonly profile: Profile;
  private turn = 0;
  private silences = 0;
  private heard: string[] = [];
  private listenedMs = 0;
  private leaving = false;

  constructor(
    readonly persona: Persona,
    private readonly number: string,
    private readonly attempt: number,
    private readonly seed: number,
  ) {
    this.profile = persona.profile(number, seed);
  }

  hear(text: string): void {
    this.heard.push(text);
  }

  /** What was said since the person last spoke. */
  get heardSinceLast(): string {
    return this.heard.join(' ');
  }

  /** The person's turn. */
  speak(): Utterance {
    const heard = this.heardSinceLast;
    this.heard = [];
    const keys = [this.number, this.attempt, this.turn] as const;
    const topic = topicOf(heard);
    const line = this.lineAbout(heard, topic);
    this.note(topic);
    if (line.about !== undefined && line.about !== topic) this.note(line.about);
    this.turn += 1;
    return {
      ...line,
      confidence: Math.round(drawBetween(0.82, 0.98, this.seed, ...keys, 'confidence') * 100) / 100,
      thinkMs: 400 + Math.round(draw(this.seed, ...keys, 'think') * 900),
    };
  }

  /** The key it presses when it is asked for one, and not for words. */
  press(asked: string): string | null {
    if (this.persona.presses) return this.persona.presses();
    return this.persona.pickup(this.attempt) === 'machine' ? null : keyAskedFor(asked);
  }

  /** How much of so many simulated milliseconds the person listens; less than asked means that they hang up then. */
  staysFor(simulatedMs: number): number {
    const { patienceMs } = this.persona;
    const patience = patienceMs === undefined ? Infinity : Math.max(0, patienceMs - this.listenedMs);
    this.listenedMs += simulatedMs;
    return Math.min(simulatedMs, this.leaving ? courtesyMs : patience);
  }

  /** The person has said their last word. */
  leave(): void {
    this.leaving = true;
  }

  private lineAbout(heard: string, topic: Topic): Line {
    if (this.turn >= lastTurn) return { says: 'I really have to go now. Goodbye.', hangsUp: true };
    const { profile, attempt, turn, asked } = this;
    const unaddressed = heard === '' && this.persona.pickup(attempt) === 'answers';
    const line = unaddressed
      ? { says: 'Hello? Is anybody there?' }
      : this.persona.line({ profile, attempt, turn, heard, topic, asked });
    this.silences = unaddressed || line.says === null ? this.silences + 1 : 0;
    return this.silences > lastSilence ? { says: null, hangsUp: true } : line;
  }

  private note(topic: Topic): void {
    this.asked.set(topic, (this.asked.get(topic) ?? 0) + 1);
  }
}
