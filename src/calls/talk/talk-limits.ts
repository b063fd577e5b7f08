/** Exchanges after which the agent leads nowhere and a person has to take over; on every channel. */
export const MOST_EXCHANGES = 20;

/** How long and how much an agent may talk. */
export class TalkLimits {
  /** Twilio gives up on an answer after 15 s; a person long before. */
  readonly answerWithinMs: number = 8_000;
  /** A copy of a request waits a little longer than the one it copies. */
  readonly waitForCopyMs: number = 10_000;
  readonly pollMs: number = 200;
  /** What is worth asking next is no reason to let anybody wait; it is read ahead while the phone is picked up. */
  readonly adviceWithinMs: number = 25;
  /** Characters of one answer that are kept; Twilio listens for a minute at most. */
  readonly maxHeardCharacters: number = 2_000;
  /** Characters a person may speak in one call. */
  readonly maxTalkCharacters: number = 12_000;
  /** Times the agent asks whether anybody is there. */
  readonly maxSilences: number = 2;
  /** Seconds kept for a goodbye before the carrier cuts the call. */
  readonly goodbyeSeconds: number = 30;
  readonly maxSpokenCharacters: number = 600;
  readonly maxOutputTokens: number = 300;
}
