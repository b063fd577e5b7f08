import { Field, InputType, Int } from '@nestjs/graphql';
import {
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsInt,
  IsOptional,
  IsTimeZone,
  Length,
  Max,
  Min,
} from 'class-validator';
import { TimeZoneScalar } from '../../platform/graphql/scalars';

@InputType({ description: 'Settings of the company; absent ones stay as they are.' })
export class UpdateTenantInput {
  @Field(() => String, { nullable: true, description: 'Name of the company.' })
  @IsOptional()
  @Length(1, 200)
  name?: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 country of national phone numbers.' })
  @IsOptional()
  @IsISO31661Alpha2()
  defaultCountry?: string;

  @Field(() => TimeZoneScalar, { nullable: true, description: 'Zone of days and months in reports and budgets.' })
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;

  @Field(() => String, { nullable: true, description: 'ISO 4217 currency.' })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string;

  @Field(() => Int, { nullable: true, description: 'Most calls that may be live at one moment.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxConcurrentCalls?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Most calls on one day of its time zone, all campaigns together; null takes the limit away.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  dailyCallLimit?: number | null;
}
