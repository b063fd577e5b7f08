import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Role } from '../../platform/access/role';
import { unionOf } from '../../platform/graphql/refusal.model';
import { RoleEnum } from '../../tenants/members/role.enum';
import { InvalidCredentials } from '../../tenants/tenants.refusals';
import { SessionEnded } from './sessions.refusals';
import type { Session } from './sessions.service';

@ObjectType('Session', { description: 'Proof of having signed in.' })
export class SessionModel {
  @Field(() => String, { description: 'For `Authorization: Bearer …`; short-lived.' })
  readonly accessToken!: string;

  @Field(() => Date, { description: 'When the access token expires.' })
  readonly expiresAt!: Date;

  @Field(() => String, { description: 'For refreshSession; works once. Keep it secret.' })
  readonly refreshToken!: string;

  @Field(() => Date, { description: 'When the refresh token expires.' })
  readonly refreshExpiresAt!: Date;

  @Field(() => ID, { nullable: true, description: 'Company acted in; null for a platform admin.' })
  readonly tenantId!: string | null;

  @Field(() => RoleEnum, { nullable: true, description: 'Role there; null for a platform admin.' })
  readonly role!: Role | null;

  static of({ access, refresh }: Session): SessionModel {
    return Object.assign(new SessionModel(), {
      accessToken: access.token,
      expiresAt: access.expiresAt,
      refreshToken: refresh.token,
      refreshExpiresAt: refresh.expiresAt,
      tenantId: refresh.acting.tenantId ?? null,
      role: refresh.acting.role ?? null,
    } satisfies SessionModel);
  }
}

export const SignInResult = unionOf('SignInResult', SessionModel, InvalidCredentials);
export type SignInResult = typeof SignInResult;

export const RefreshSessionResult = unionOf('RefreshSessionResult', SessionModel, SessionEnded);
export type RefreshSessionResult = typeof RefreshSessionResult;
