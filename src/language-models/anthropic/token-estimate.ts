import type { ModelRequest } from '../language-model.port';

/** Tokens a provider may add around a request that declares tools or a schema. */
const OVERHEAD_TOKENS = 64;
const FORM_OVERHEAD_TOKENS = 512;

/**
 * Upper bound of the prompt's tokens without asking anybody: two bytes of UTF-8 a token. English needs about four, Arabic about
 * three, Devanagari, at three bytes a letter, about two and a half.
 */
export function promptTokensAtMost(request: ModelRequest): number {
  const form = [...(request.tools ?? []), ...(request.outputSchema ? [request.outputSchema] : [])];
  const texts = [
    request.system,
    ...request.messages.map(({ text }) => text),
    ...form.map((part) => JSON.stringify(part)),
  ];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return Math.ceil(bytes / 2) + OVERHEAD_TOKENS + (form.length > 0 ? FORM_OVERHEAD_TOKENS : 0);
}
