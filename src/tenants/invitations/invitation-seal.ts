import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { type InvitationClaims, invitationKey, openInvitation, sealInvitation } from './invitation-token';

const LIFETIME_MS = 72 * 3_600_000;

/** Seals and opens invitations with this installation's key and clock. */
@Injectable()
export class InvitationSeal {
  private readonly key: Buffer;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.key = invitationKey(config.auth.secretKey);
  }

  seal(offer: Omit<InvitationClaims, 'expiresAt'>): { readonly token: string; readonly expiresAt: Date } {
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MS);
    return { token: sealInvitation(this.key, { ...offer, expiresAt: expiresAt.getTime() }), expiresAt };
  }

  open(token: string): InvitationClaims | null {
    return openInvitation(this.key, token, this.clock.now());
  }
}
