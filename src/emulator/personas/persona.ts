import type { Topic } from './heard';
import type { Profile } from './profile';

/** What happens when the phone rings. */
export type Pickup = 'answers' | 'machine' | 'busy' | 'no-answer';

/** One moment in which the person may speak. */
export interface Scene {
  profile: Profile;
  /** Which dialing of this number this is, from 1. */
  attempt: number;
  /** How often the person has already spoken in this call. */
  turn: number;
  /** What was said since the person last spoke. */
  heard: string;
  topic: Topic;
  /** Topics the person has been asked about before in this call, with how often. */
  asked: ReadonlyMap<Topic, number>;
}

/** What the person says, if anything. */
export interface Line {
  /** Null is silence. */
  says: string | null;
  /** Hangs up after saying it. */
  hangsUp?: boolean;
  /** Speaks before the agent has finished, if the agent can be interrupted. */
  interrupts?: boolean;
  /** What the line is about, if not what was asked. */
  about?: Topic;
}

export interface Persona {
  /** 1 to 12, selected by the number's tail, and from 21 on for colleagues. */
  readonly number: number;
  readonly name: string;
  /** One sentence, shown in the emulator's page and manual. */
  readonly summary: string;
  pickup(attempt: number): Pickup;
  profile(number: string, seed: number): Profile;
  line(scene: Scene): Line;
  /** What the person answers to a text, when it is not what they would say. */
  writes?(scene: Scene): Line;
  /** Simulated milliseconds after which the person hangs up while the agent is still talking. */
  readonly patienceMs?: number;
  /** Simulated milliseconds it talks in a conference before it hangs up; for as long as the others when absent. */
  readonly talksMs?: number;
  /** What it presses when asked for a key and not for words; the key that was asked for when absent, and machines none. */
  presses?(): string | null;
}
