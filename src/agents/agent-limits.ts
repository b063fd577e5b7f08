/** Longest instructions an agent may have, in characters: every turn of every call pays for them. */
export const MAX_PROMPT = 20_000;

/** Longest greeting, in characters: about half a minute of speech. */
export const MAX_GREETING = 500;

export const MAX_NAME = 200;

/** A language tag of the form carriers take: `en-US`, `ar-AE`, `hi-IN`, `cmn-Hans-CN` (BCP 47). */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/** Name of a carrier's voice, for example `Polly.Joanna-Neural` or `Google.ar-XA-Wavenet-B`. */
export const VOICE_NAME = /^[A-Za-z][A-Za-z0-9._-]{0,99}$/;
