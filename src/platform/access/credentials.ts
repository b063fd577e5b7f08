import type { Credentials } from './authenticator.port';

/** Any bag of header-like values: HTTP headers, or the payload of `connection_init`. */
export type HeaderBag = Readonly<Record<string, unknown>>;

/** RFC 6750 section 2.1; the scheme is case-insensitive (RFC 9110 section 11.1). */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Reads `Authorization: Bearer …` and `X-API-Key`, whatever the case of their names. Another scheme counts as absent. */
export function credentialsFrom(headers: HeaderBag): Credentials {
  const bearer = BEARER.exec(textOf(headers, 'authorization') ?? '')?.[1];
  const apiKey = textOf(headers, 'x-api-key');
  return { ...(bearer ? { bearer } : {}), ...(apiKey ? { apiKey } : {}) };
}

function textOf(headers: HeaderBag, name: string): string | undefined {
  const direct = headers[name];
  const found = direct ?? Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
}
