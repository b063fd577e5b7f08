import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock';
import { AppConfig } from '../config/config';
import type { Identity } from './authenticator.port';
import { GUEST_PREFIX, guestKey, openGuestPass, sealGuestPass } from './guest-pass';

/** How long a pass is good; whoever goes on is given another. */
export const GUEST_PASS_MS = 60 * 60_000;

/** Seals and opens passes of guests with this installation's key and clock. */
@Injectable()
export class GuestPasses {
  private readonly key: Buffer;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.key = guestKey(config.auth.secretKey);
  }

  issue(leave: { readonly tenantId: string; readonly subject: string; readonly since: number }): string {
    return sealGuestPass(this.key, { ...leave, expiresAt: this.clock.now().getTime() + GUEST_PASS_MS });
  }

  /** True when a bearer token is meant as such a pass, whatever it is worth. */
  isPass(bearer: string): boolean {
    return bearer.startsWith(GUEST_PREFIX);
  }

  /** Null when it is not ours or has expired. */
  identityOf(bearer: string): Identity | null {
    const pass = openGuestPass(this.key, bearer, this.clock.now());
    if (!pass) return null;
    const { tenantId, subject, since, expiresAt } = pass;
    return { tenantId, actor: { kind: 'GUEST', subject, since }, expiresAt: new Date(expiresAt) };
  }
}
