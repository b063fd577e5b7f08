import type { MailOutcome } from './mail-sender.port';

/** Faults of our own set-up: no other mail will do better. */
const MISCONFIGURED: ReadonlySet<string> = new Set(['EAUTH', 'ETLS', 'ENOAUTH', 'EOAUTH2', 'EDNS_CONFIG']);

/**
 * What a failure to hand over means: 4yz of the server is "later", 5yz is "never" (RFC 5321 section 4.2.1); without an answer it is the
 * network, and later. A drop after the words were sent looks the same: the mail may have gone, and its id tells.
 */
export function outcomeOfFailure(failure: unknown): MailOutcome {
  const code = textOf(failure, 'code') ?? 'UNKNOWN';
  const responseCode = numberOf(failure, 'responseCode');
  const command = textOf(failure, 'command') ?? '';
  const error = [code, responseCode].filter(Boolean).join(' ').slice(0, 200);
  if (MISCONFIGURED.has(code)) return { kind: 'MISCONFIGURED', error };
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500) return { kind: 'RETRY', error };
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: command === 'MAIL FROM' ? 'MISCONFIGURED' : 'REFUSED', error };
  return code === 'EENVELOPE' ? { kind: 'REFUSED', error } : { kind: 'RETRY', error };
}

function textOf(failure: unknown, name: string): string | undefined {
  const value: unknown = typeof failure === 'object' && failure !== null ? Reflect.get(failure, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}

function numberOf(failure: unknown, name: string): number | undefined {
  const value: unknown = typeof failure === 'object' && failure !== null ? Reflect.get(failure, name) : undefined;
  return typeof value === 'number' ? value : undefined;
}
