import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsIn } from 'class-validator';
import { type Role, ROLES } from '../../platform/access/role';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { RoleEnum } from './role.enum';

@ArgsType()
export class MemberArgs {
  @Field(() => ID, { description: 'Id of the person.' })
  @IsId()
  userId!: string;
}

@ArgsType()
export class ChangeMemberRoleArgs extends MemberArgs {
  @Field(() => RoleEnum, { description: 'The new role.' })
  @IsIn(ROLES)
  role!: Role;
}
