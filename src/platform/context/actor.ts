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

/** Somebody without an account who holds a pass to one thing of one tenant. */
export interface GuestActor {
  readonly kind: 'GUEST';
  /** Id of that thing. */
  readonly subject: string;
  /** Place in it from which on something may be seen. */
  readonly since: number;
}

export type Actor = MemberActor | ApiKeyActor | PlatformAdminActor | SystemActor | GuestActor;

/** Stable text for ledgers and audit entries: kind and id, never a name or address. */
export function actorReference(actor: Actor): string {
  switch (actor.kind) {
    case 'MEMBER':
    case 'PLATFORM_ADMIN':
      return `${actor.kind}:${actor.userId}`;
    case 'API_KEY':
      return `API_KEY:${actor.apiKeyId}`;
    case 'GUEST':
      return `GUEST:${actor.subject}`;
    case 'SYSTEM':
      return `SYSTEM:${actor.name}`;
  }
}
