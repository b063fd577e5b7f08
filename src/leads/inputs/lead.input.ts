import { Field, ID, InputType } from '@nestjs/graphql';
import { IsIn, IsOptional } from 'class-validator';
import { ConsentInput } from '../../compliance/consents/consent-input';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { JsonScalar } from '../../platform/graphql/scalars';
import { TimeZoneSourceEnum } from '../lead-enums';
import { TIME_ZONE_SOURCES, type TimeZoneSource } from '../time-zone-source';

@InputType('LeadAddressInput', { description: 'Postal address; parts that are left out stay.' })
export class LeadAddressInput {
  @Field(() => String, { nullable: true, description: 'Street and number, at most 300 characters.' })
  readonly line?: string | null;

  @Field(() => String, { nullable: true, description: 'City, at most 120 characters.' })
  readonly city?: string | null;

  @Field(() => String, { nullable: true, description: 'State or province, code or English name.' })
  readonly state?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code, at most 20 characters.' })
  readonly postalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 alpha-2 code or English name.' })
  readonly country?: string | null;
}

@InputType('CreateLeadInput', { description: 'A person to contact.' })
export class CreateLeadInput {
  @Field(() => String, { description: 'Phone, E.164 or as written in the default country.' })
  readonly phone!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Country of a phone without one; the tenant’s own when left out.',
  })
  readonly defaultCountry?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the person, at most 200 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  readonly email?: string | null;

  @Field(() => String, { nullable: true, description: 'Company, at most 200 characters.' })
  readonly company?: string | null;

  @Field(() => LeadAddressInput, { nullable: true, description: 'Postal address.' })
  readonly address?: LeadAddressInput | null;

  @Field(() => String, { nullable: true, description: 'IANA time zone, for example America/New_York.' })
  readonly timeZone?: string | null;

  @Field(() => TimeZoneSourceEnum, {
    nullable: true,
    description:
      'Who says that the person lives in that time zone; IMPORTED when left out. Anything else is believed alone.',
  })
  @IsOptional()
  @IsIn(TIME_ZONE_SOURCES)
  readonly timeZoneSource?: TimeZoneSource | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Anything else, as an object of at most 16 kB. A lead holds as much in all: of a lead that is known, what would pass that stays out.',
  })
  readonly attributes?: Record<string, unknown> | null;

  @Field(() => String, { defaultValue: 'API', description: 'Where the lead comes from, at most 100 characters.' })
  readonly source!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Form the lead was sent with; finds the project when none is named.',
  })
  readonly formName?: string | null;

  @Field(() => ID, { nullable: true, description: 'Project the person is interested in.' })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;

  @Field(() => ConsentInput, {
    nullable: true,
    description: 'What the person agreed to; recorded with the lead, or neither is.',
  })
  readonly consent?: ConsentInput | null;
}

@InputType('UpdateLeadInput', { description: 'Changes of a lead: what is left out stays, null empties.' })
export class UpdateLeadInput {
  @Field(() => String, { nullable: true, description: 'Name of the person, at most 200 characters.' })
  readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  readonly email?: string | null;

  @Field(() => String, { nullable: true, description: 'Company, at most 200 characters.' })
  readonly company?: string | null;

  @Field(() => LeadAddressInput, { nullable: true, description: 'Postal address; null empties it.' })
  readonly address?: LeadAddressInput | null;

  @Field(() => String, { nullable: true, description: 'IANA time zone, for example America/New_York.' })
  readonly timeZone?: string | null;

  @Field(() => TimeZoneSourceEnum, {
    nullable: true,
    description:
      'Who says that the person lives in that time zone; IMPORTED when left out. Anything else is believed alone.',
  })
  @IsOptional()
  @IsIn(TIME_ZONE_SOURCES)
  readonly timeZoneSource?: TimeZoneSource | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Attributes to set, 16 kB in all with those there are; null as a value removes that attribute, null instead of the object all.',
  })
  readonly attributes?: Record<string, unknown> | null;

  @Field(() => ID, { nullable: true, description: 'Project the lead belongs to from now on; cannot be emptied.' })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;
}
