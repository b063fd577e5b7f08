import { ArgsType, Field } from '@nestjs/graphql';
import { IsEmail, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { type Role, ROLES } from '../../platform/access/role';
import { PASSWORD_LENGTH } from '../accounts/email';
import { RoleEnum } from '../members/role.enum';

const MAX_TOKEN_LENGTH = 2_000;

@ArgsType()
export class InviteMemberArgs {
  @Field(() => String, { description: 'Address the person will sign in with.' })
  @IsEmail({ allow_utf8_local_part: false })
  email!: string;

  @Field(() => RoleEnum, { description: 'Role the person will have.' })
  @IsIn(ROLES)
  role!: Role;
}

@ArgsType()
export class AcceptInvitationArgs {
  @Field(() => String, { description: 'As inviteMember gave it.' })
  @IsString()
  @MaxLength(MAX_TOKEN_LENGTH)
  token!: string;

  @Field(() => String, {
    description: `A password of ${PASSWORD_LENGTH.min} characters or more; the present one for a person who has an account.`,
  })
  @Length(PASSWORD_LENGTH.min, PASSWORD_LENGTH.max)
  password!: string;

  @Field(() => String, { nullable: true, description: 'Name of the person, used when the account is new.' })
  @IsOptional()
  @Length(1, 200)
  name?: string | null;
}
