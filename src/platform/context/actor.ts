import type { Role } from '../access/role';

/** A person signed in to one tenant. */
export interface MemberActor {
  readonly kind: 'MEMBER';
  readonly userId: string;
  readonly role: Role;
}

/** A machine holding an API key of one tenant. */
export interface ApiKeyActor {
  readonly kind: 'API_KEY';
  readonly apiKeyId: string;
  readonly scopes: readonly string[];
}

/** Somebody who runs the platform itself and belongs to no tenant. */
export interface PlatformAdminActor {
  readonly kind: 'PLATFORM_ADMIN';
  readonly userId: string;
}

/** The program itself: jobs, outbox deliveries, verified provider webhooks. */
export interface SystemActor {
  readonly kind: 'SYSTEM';
  readonly name: string;
}

export type Actor = MemberActor | ApiKeyActor | PlatformAdminActor | SystemActor;

/** Stable text for ledgers and audit entries: kind and id, never a name or address. */
export function actorReference(actor: Actor): string {
  switch (actor.kind) {
    case 'MEMBER':
    case 'PLATFORM_ADMIN':
      return `${actor.kind}:${actor.userId}`;
    case 'API_KEY':
      return `API_KEY:${actor.apiKeyId}`;
    case 'SYSTEM':
      return `SYSTEM:${actor.name}`;
  }
}
