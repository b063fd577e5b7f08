import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify } from '@node-rs/argon2';

/** argon2id (the library's default) at the cost OWASP's password storage cheat sheet names first; memory in KiB. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes passwords and compares them, off the main thread. */
@Injectable()
export class Passwords {
  /** Nobody's password; compared against where there is no account, so that the answer takes as long as a wrong password. */
  private decoy?: Promise<string>;

  /** PHC string with a fresh salt. */
  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), COST);
  }

  /** False for a wrong password and for a missing account alike, after the same work. */
  async matches(stored: string | undefined, password: string): Promise<boolean> {
    this.decoy ??= this.hash(randomBytes(32).toString('base64url'));
    const right = await verify(stored ?? (await this.decoy), password.normalize('NFKC'));
    return right && stored !== undefined;
  }

  /** True when a stored hash was made at another cost than today's. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(stored);
    return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism;
  }
}
