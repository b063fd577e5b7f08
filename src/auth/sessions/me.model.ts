import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Role } from '../../platform/access/role';
import { RoleEnum } from '../../tenants/members/role.enum';

@ObjectType('Membership', { description: 'A company one belongs to.' })
export class MembershipModel {
  @Field(() => ID, { description: 'Id of the company.' })
  readonly tenantId!: string;

  @Field(() => String, { description: 'Name of the company.' })
  readonly tenantName!: string;

  @Field(() => RoleEnum, { description: 'Role there.' })
  readonly role!: Role;
}

@ObjectType('Me', { description: 'The signed-in person.' })
export class MeModel {
  @Field(() => ID, { description: 'Id of the person.' })
  readonly id!: string;

  @Field(() => String, { description: 'Address one signs in with.' })
  readonly email!: string;

  @Field(() => String, { description: 'Name; may be empty.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether this person may run the platform itself.' })
  readonly isPlatformAdmin!: boolean;

  @Field(() => ID, { nullable: true, description: 'Company this session acts in; null for a platform session.' })
  readonly tenantId!: string | null;

  @Field(() => RoleEnum, { nullable: true, description: 'Role in that company.' })
  readonly role!: Role | null;

  @Field(() => [MembershipModel], { description: 'Every company one belongs to, first joined first.' })
  readonly memberships!: readonly MembershipModel[];

  static of(me: MeModel): MeModel {
    return Object.assign(new MeModel(), me);
  }
}
