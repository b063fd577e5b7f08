import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { randomBase62, toBase62 } from '../random-base62';

/** `ck_live_<key id>_<secret>_<checksum>`, all base 62; the checksum lets scanners tell a leaked key from noise. */
const FORM = /^(ck_live_([0-9A-Za-z]{12})_([0-9A-Za-z]{43}))_([0-9A-Za-z]{6})$/;

export interface ApiKeyParts {
  /** Public half: finds the row. */
  readonly keyId: string;
  /** 256 random bits. */
  readonly secret: string;
}

export function newApiKey(): ApiKeyParts & { readonly text: string } {
  const keyId = randomBase62(12);
  const secret = randomBase62(43);
  const body = `ck_live_${keyId}_${secret}`;
  return { keyId, secret, text: `${body}_${checksumOf(body)}` };
}

/** The parts of a well-formed key; undefined for anything else, so that nonsense never reaches the database. */
export function readApiKey(text: string): ApiKeyParts | undefined {
  const [, body, keyId, secret, checksum] = FORM.exec(text) ?? [];
  if (!body || !keyId || !secret || checksum !== checksumOf(body)) return undefined;
  return { keyId, secret };
}

/** What is stored; the secret is random enough for a fast hash. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function checksumOf(body: string): string {
  return toBase62(crc32(body), 6);
}
