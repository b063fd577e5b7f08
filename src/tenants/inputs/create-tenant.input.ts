import { Field, InputType, Int } from '@nestjs/graphql';
import {
  IsEmail,
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsInt,
  IsOptional,
  IsTimeZone,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { TimeZoneScalar } from '../../platform/graphql/scalars';
import { PASSWORD_LENGTH } from '../accounts/email';
import { SLUG } from '../slug';

@InputType({ description: 'A new company and its first owner.' })
export class CreateTenantInput {
  @Field(() => String, { description: 'Name of the company.' })
  @Length(1, 200)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Short unique name; made from the name when absent.' })
  @IsOptional()
  @Matches(SLUG, { message: 'must be lower case letters, digits and hyphens, at most 63' })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2; US when absent.' })
  @IsOptional()
  @IsISO31661Alpha2()
  defaultCountry?: string | null;

  @Field(() => TimeZoneScalar, { nullable: true, description: 'America/New_York when absent.' })
  @IsOptional()
  @IsTimeZone()
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217; USD when absent.' })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string | null;

  @Field(() => Int, { nullable: true, description: 'Most calls that may be live at one moment; 50 when absent.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxConcurrentCalls?: number | null;

  @Field(() => String, { description: 'Address of the first owner, who must not have an account yet.' })
  @IsEmail({ allow_utf8_local_part: false })
  ownerEmail!: string;

  @Field(() => String, { nullable: true, description: 'Name of the first owner.' })
  @IsOptional()
  @Length(1, 200)
  ownerName?: string | null;

  @Field(() => String, {
    description: `First password of the owner, ${PASSWORD_LENGTH.min} characters or more; to be handed over by you.`,
  })
  @Length(PASSWORD_LENGTH.min, PASSWORD_LENGTH.max)
  ownerPassword!: string;
}
