import { SetMetadata } from '@nestjs/common';
import type { Role } from './role';
import type { Scope } from './scope';

/** Who may use a handler. Absent `scope` means no API key may; `platformAdmin` opens it to platform admins only. */
export type AccessRule =
  | { readonly kind: 'PUBLIC' }
  | { readonly kind: 'SIGNED_IN' }
  | { readonly kind: 'PLATFORM_ADMIN' }
  | { readonly kind: 'GUEST' }
  | { readonly kind: 'TENANT'; readonly role: Role; readonly scope?: Scope };

export const ACCESS_RULE = 'callwright:access-rule';

/** Opens a handler to members holding at least `role`, and to API keys holding `scope`. */
export function Allow(role: Role, scope?: Scope): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS_RULE, { kind: 'TENANT', role, scope } satisfies AccessRule);
}

/** Opens a handler to platform admins, who act outside any tenant. */
export function AllowPlatformAdmin(): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS_RULE, { kind: 'PLATFORM_ADMIN' } satisfies AccessRule);
}

/** Opens a handler to anybody who is signed in, of any tenant or none. */
export function AllowSignedIn(): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS_RULE, { kind: 'SIGNED_IN' } satisfies AccessRule);
}

/** Opens a handler to who holds a pass of a guest, and to nobody else: it shows what the pass is for. */
export function AllowGuest(): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS_RULE, { kind: 'GUEST' } satisfies AccessRule);
}

/** Opens a handler to the world; it must prove the origin of what it accepts by its own means. */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS_RULE, { kind: 'PUBLIC' } satisfies AccessRule);
}
