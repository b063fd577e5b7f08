import { createHmac } from 'node:crypto';

/**
 * A word in the instructions that nobody has a reason to write: an answer that holds it gives instructions away. The same for all
 * answers of a company, so that the instructions stay cached.
 */
export function canaryOf(secret: string, tenantId: string): string {
  return `kw${createHmac('sha256', secret).update(`canary:${tenantId}`).digest('hex').slice(0, 18)}`;
}

/** True when a text holds the word, spelled out with blanks or marks between, backwards, or in base64 all the same. */
export function holdsCanary(text: string, canary: string): boolean {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (letters.includes(canary) || letters.includes(canary.split('').reverse().join(''))) return true;
  const encoded = text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? [];
  return encoded.some((run) => Buffer.from(run, 'base64').toString('latin1').toLowerCase().includes(canary));
}
