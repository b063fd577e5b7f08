/** Simulated milliseconds a text takes to be read out. */
export function readingMs(text: string): number {
  return 300 + text.length * 65;
}

/** Simulated milliseconds a person takes to say it. */
export function sayingMs(text: string): number {
  return 300 + text.length * 60;
}

/** A sound file played once. */
export const playMs = 3_000;
