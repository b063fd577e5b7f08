import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsIn, IsUUID } from 'class-validator';
import { type Role, ROLES } from '../../platform/access/role';
import { RoleEnum } from './role.enum';

@ArgsType()
export class MemberArgs {
  @Field(() => ID, { description: 'Id of the person.' })
  @IsUUID()
  userId!: string;
}

@ArgsType()
export class ChangeMemberRoleArgs extends MemberArgs {
  @Field(() => RoleEnum, { description: 'The new role.' })
  @IsIn(ROLES)
  role!: Role;
}
