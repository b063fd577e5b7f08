/** Waves are numbered from here, above any total the program has by itself. */
export const FIRST_WAVE = 1_000;
