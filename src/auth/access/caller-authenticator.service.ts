import { Injectable } from '@nestjs/common';
import { Authenticator, type Credentials, type Identity } from '../../platform/access/authenticator.port';
import { GuestPasses } from '../../platform/access/guest-passes.service';
import { Unauthenticated } from '../../platform/errors/domain-error';
import { ApiKeyDoor } from '../api-keys/api-key-door.service';
import { mayAct, Standings } from '../sessions/standing.service';
import { BearerTokens } from '../tokens/bearer-tokens.service';

/**
 * People by access token, machines by API key, guests by a pass to one thing. A token says who signed in; what that person may do is asked anew, at most five
 * seconds old, so a lost role, membership or session does not outlive its loss.
 */
@Injectable()
export class CallerAuthenticator extends Authenticator {
  constructor(
    private readonly bearerTokens: BearerTokens,
    private readonly standings: Standings,
    private readonly apiKeys: ApiKeyDoor,
    private readonly guests: GuestPasses,
  ) {
    super();
  }

  async authenticate({ bearer, apiKey }: Credentials): Promise<Identity | null> {
    if (bearer !== undefined && apiKey !== undefined) {
      throw new Unauthenticated('Present an access token or an API key, not both.');
    }
    if (bearer !== undefined) return this.guests.isPass(bearer) ? this.guest(bearer) : this.person(bearer);
    return apiKey === undefined ? null : this.machine(apiKey);
  }

  private async person(token: string): Promise<Identity> {
    const { sub: userId, tid: tenantId, sid: sessionId, exp } = await this.bearerTokens.verify(token);
    const standing = await this.standings.find({ userId, tenantId, sessionId });
    if (!mayAct(standing, tenantId)) throw new Unauthenticated('This session has ended; sign in again.');
    const expiresAt = new Date(exp * 1_000);
    if (tenantId === undefined) return { actor: { kind: 'PLATFORM_ADMIN', userId }, expiresAt };
    if (!standing?.role) throw new Unauthenticated('This session has ended; sign in again.');
    return { actor: { kind: 'MEMBER', userId, role: standing.role }, tenantId, expiresAt };
  }

  private guest(pass: string): Identity {
    const identity = this.guests.identityOf(pass);
    if (!identity) throw new Unauthenticated('This pass is not ours, or has expired.');
    return identity;
  }

  private async machine(text: string): Promise<Identity> {
    const { id, tenantId, scopes, expiresAt } = await this.apiKeys.open(text);
    return { actor: { kind: 'API_KEY', apiKeyId: id, scopes }, tenantId, ...(expiresAt ? { expiresAt } : {}) };
  }
}
