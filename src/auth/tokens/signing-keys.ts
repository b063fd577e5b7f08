import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { InvalidConfiguration } from '../../platform/config/read-environment';
import { failureName } from '../../platform/logging/failure-name';

/** A public key as JWKS shows it (RFC 7517). */
export interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'ES256';
}

interface VerifyingKey {
  readonly pem: string;
  readonly jwk: PublicJwk;
}

/**
 * The key that signs, and the keys that verify: the present one and, while its last tokens live, the one before it. A key is known by
 * its thumbprint (RFC 7638); any other `kid` is unknown, and nothing in a token says where to look for keys.
 */
@Injectable()
export class SigningKeys {
  readonly kid: string;
  /** PEM of the private key. */
  readonly privateKey: string;
  private readonly verifying: ReadonlyMap<string, VerifyingKey>;

  /** @throws InvalidConfiguration when a key is not a P-256 key in PEM. */
  constructor(config: AppConfig) {
    const { privateKeyPem, previousPublicKeyPem } = config.auth;
    const signing = readKey('JWT_PRIVATE_KEY', () => createPrivateKey(privateKeyPem));
    const current = verifyingKey(createPublicKey(signing));
    const previous = previousPublicKeyPem
      ? [verifyingKey(readKey('JWT_PREVIOUS_PUBLIC_KEY', () => createPublicKey(previousPublicKeyPem)))]
      : [];
    this.kid = current.jwk.kid;
    this.privateKey = privateKeyPem;
    this.verifying = new Map([current, ...previous].map((key) => [key.jwk.kid, key]));
  }

  /** PEM of the public key with this id, if it is one of ours. */
  find(kid: string): string | undefined {
    return this.verifying.get(kid)?.pem;
  }

  published(): readonly PublicJwk[] {
    return [...this.verifying.values()].map(({ jwk }) => jwk);
  }
}

function readKey(variable: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    throw new InvalidConfiguration([`${variable}: is not a key in PEM (${failureName(error)})`]);
  }
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new InvalidConfiguration([`${variable}: must be an elliptic curve key on P-256`]);
  }
  return key;
}

function verifyingKey(key: KeyObject): VerifyingKey {
  const { crv = '', kty = '', x = '', y = '' } = key.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  return { pem, jwk: { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' } };
}
