import type { CountBody } from './request';

/** Characters per token: a plain estimate, the same every time. */
const charactersPerToken = 3.2;

export function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/** How much text so many tokens hold. */
export function charactersIn(tokens: number): number {
  return Math.floor(tokens * charactersPerToken);
}

export function promptTokens(body: CountBody): number {
  return tokensOf(
    JSON.stringify([body.system ?? '', body.tools ?? [], body.messages, body.output_config?.format ?? '']),
  );
}
