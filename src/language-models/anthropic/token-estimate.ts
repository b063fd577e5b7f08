import type { ModelRequest } from '../language-model.port';

/** Tokens a provider may add around a request that declares tools or a schema. */
const OVERHEAD_TOKENS = 64;
const FORM_OVERHEAD_TOKENS = 512;
/** Around each message. */
const MESSAGE_OVERHEAD_TOKENS = 8;

/**
 * Upper bound of the prompt's tokens without asking anybody. What strangers say counts a token a byte of UTF-8, which no text exceeds,
 * however it was made up: a token is at least one byte. Our own instructions and forms are plain language, and count half of that;
 * English needs about four bytes a token, Arabic about three, Devanagari about two and a half.
 */
export function promptTokensAtMost(request: ModelRequest): number {
  const form = [...(request.tools ?? []), ...(request.outputSchema ? [request.outputSchema] : [])];
  const own = bytesOf([request.system, ...form.map((part) => JSON.stringify(part))]);
  const said = bytesOf(request.messages.map(({ text }) => text)) + request.messages.length * MESSAGE_OVERHEAD_TOKENS;
  return Math.ceil(own / 2) + said + OVERHEAD_TOKENS + (form.length > 0 ? FORM_OVERHEAD_TOKENS : 0);
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
