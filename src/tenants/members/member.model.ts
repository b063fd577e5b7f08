import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Role } from '../../platform/access/role';
import { Connection } from '../../platform/graphql/connection';
import type { Member } from './member.entity';
import { RoleEnum } from './role.enum';

@ObjectType('Member', { description: 'A person who belongs to the company.' })
export class MemberModel {
  @Field(() => ID, { description: 'Id of the person, the same in every company.' })
  readonly userId!: string;

  @Field(() => String, { description: 'Address the person signs in with.' })
  readonly email!: string;

  @Field(() => String, { description: 'Name of the person; may be empty.' })
  readonly name!: string;

  @Field(() => RoleEnum, { description: 'What the person may do here.' })
  readonly role!: Role;

  @Field(() => Date, { description: 'When the person joined.' })
  readonly joinedAt!: Date;

  static of(member: Member): MemberModel {
    const { userId, email, name, role, createdAt } = member;
    return Object.assign(new MemberModel(), { userId, email, name, role, joinedAt: createdAt } satisfies MemberModel);
  }
}

@ObjectType({ description: 'A page of members.' })
export class MemberConnection extends Connection(MemberModel) {}
