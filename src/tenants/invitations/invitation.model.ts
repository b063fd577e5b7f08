import { Field, ObjectType } from '@nestjs/graphql';
import type { Role } from '../../platform/access/role';
import { RoleEnum } from '../members/role.enum';

@ObjectType('Invitation', { description: 'An invitation into the company, to be handed to the person.' })
export class InvitationModel {
  @Field(() => String, { description: 'Address of the invited person.' })
  readonly email!: string;

  @Field(() => RoleEnum, { description: 'Role the person will have.' })
  readonly role!: Role;

  @Field(() => String, { description: 'For acceptInvitation; works once. Shown only now.' })
  readonly token!: string;

  @Field(() => Date, { description: 'When the token stops working.' })
  readonly expiresAt!: Date;

  static of(invitation: { email: string; role: Role; token: string; expiresAt: Date }): InvitationModel {
    const { email, role, token, expiresAt } = invitation;
    return Object.assign(new InvitationModel(), { email, role, token, expiresAt } satisfies InvitationModel);
  }
}
