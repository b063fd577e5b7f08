import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Secrets for a machine where nobody has configured any: made once, kept readable to their owner only, so that sessions and
 * keys survive a restart. Never used in production.
 */
export function developmentSecrets(dataDir: string): { JWT_PRIVATE_KEY: string; SECRET_KEY: string } {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    JWT_PRIVATE_KEY: keptIn(join(folder, 'jwt.pem'), newSigningKey),
    SECRET_KEY: keptIn(join(folder, 'secret'), () => randomBytes(48).toString('base64url')),
  };
}

function keptIn(file: string, make: () => string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const value = make();
  writeFileSync(file, value, { mode: 0o600 });
  return value;
}

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
}
