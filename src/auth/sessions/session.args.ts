import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { MAX_EMAIL_LENGTH, PASSWORD_LENGTH } from '../../tenants/accounts/email';

const MAX_TOKEN_LENGTH = 200;

@ArgsType()
export class SignInArgs {
  @Field(() => String, { description: 'Address of the account.' })
  @IsString()
  @MaxLength(MAX_EMAIL_LENGTH)
  email!: string;

  @Field(() => String, { description: 'Password of the account.' })
  @IsString()
  @MaxLength(PASSWORD_LENGTH.max)
  password!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Company to act in, for people of several; without it the one joined first.',
  })
  @IsOptional()
  @IsId()
  tenantId?: string | null;
}

@ArgsType()
export class RefreshTokenArgs {
  @Field(() => String, { description: 'As signIn or refreshSession gave it.' })
  @IsString()
  @MaxLength(MAX_TOKEN_LENGTH)
  refreshToken!: string;
}
