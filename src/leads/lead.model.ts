import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { JsonScalar, PhoneNumberScalar, TimeZoneScalar } from '../platform/graphql/scalars';
import type { Writable } from '../platform/values/writable';
import type { Attributes } from './lead-attributes';
import { LeadStageEnum, LeadTemperatureEnum, PhoneStatusEnum, TimeZoneSourceEnum } from './lead-enums';
import type { LeadStage } from './lead-stage';
import type { LeadTemperature, PhoneStatus } from './lead-temperature';
import type { TimeZoneSource } from './time-zone-source';
import type { ShownLead } from './shown-lead';

@ObjectType('LeadAddress', { description: 'Postal address of a lead, as far as it is known.' })
export class LeadAddressModel {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  readonly line!: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  readonly city!: string | null;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  readonly state!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  readonly postalCode!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 code.' })
  readonly country!: string | null;
}

@ObjectType('Lead', { description: 'A person to contact; one per phone.' })
export class LeadModel {
  @Field(() => ID, { description: 'Identifier, a UUID.' })
  readonly id!: string;

  @Field(() => PhoneNumberScalar, { description: 'Phone; it is who the lead is and never changes.' })
  readonly phone!: string;

  @Field(() => PhoneStatusEnum, { description: 'What is known of the phone itself.' })
  readonly phoneStatus!: PhoneStatus;

  @Field(() => String, { nullable: true, description: 'Name of the person.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  readonly email!: string | null;

  @Field(() => String, { nullable: true, description: 'Company.' })
  readonly company!: string | null;

  @Field(() => LeadAddressModel, { description: 'Postal address.' })
  readonly address!: LeadAddressModel;

  @Field(() => TimeZoneScalar, {
    nullable: true,
    description: 'Time zone as imported or stated; null when it is not known.',
  })
  readonly timeZone!: string | null;

  @Field(() => TimeZoneSourceEnum, { nullable: true, description: 'Who says so; null without a time zone.' })
  readonly timeZoneSource!: TimeZoneSource | null;

  @Field(() => JsonScalar, { description: 'Everything else that is known, as an object.' })
  readonly attributes!: Attributes;

  @Field(() => String, { description: 'Where the lead came from first.' })
  readonly source!: string;

  @Field(() => String, { nullable: true, description: 'The form the lead was sent with.' })
  readonly formName!: string | null;

  @Field(() => ID, { nullable: true, description: 'Identifier of the project; null while unmapped.' })
  readonly projectId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The import that created the lead.' })
  readonly importId!: string | null;

  @Field(() => LeadStageEnum, { description: 'How far the lead has come.' })
  readonly stage!: LeadStage;

  @Field(() => LeadTemperatureEnum, { description: 'How promising the lead is.' })
  readonly temperature!: LeadTemperature;

  @Field(() => Float, { nullable: true, description: 'Last score, 0 to 100; null without evidence.' })
  readonly score!: number | null;

  @Field(() => Date, { nullable: true, description: 'When the person was last spoken to.' })
  readonly lastContactedAt!: Date | null;

  @Field(() => Date, { description: 'When the person became a lead.' })
  readonly createdAt!: Date;

  @Field(() => Date, { description: 'When the lead last changed.' })
  readonly updatedAt!: Date;

  /** What it was read from; no field of the schema. What was read along with it lies there. */
  readonly row?: object;

  /** One by one: a page has a hundred leads. */
  static of(lead: ShownLead): LeadModel {
    const model: Writable<LeadModel> = new LeadModel();
    model.id = lead.id;
    model.phone = lead.phone;
    model.phoneStatus = lead.phoneStatus;
    model.name = lead.name;
    model.email = lead.email;
    model.company = lead.company;
    model.timeZone = lead.timeZone;
    model.attributes = lead.attributes;
    model.source = lead.source;
    model.formName = lead.formName;
    model.projectId = lead.projectId;
    model.importId = lead.importId;
    model.stage = lead.stage;
    model.temperature = lead.temperature;
    model.score = lead.score;
    model.lastContactedAt = lead.lastContactedAt;
    model.createdAt = lead.createdAt;
    model.updatedAt = lead.updatedAt;
    model.timeZoneSource = lead.timeZone === null ? null : (lead.timeZoneSource ?? 'IMPORTED');
    model.address = addressOf(lead);
    model.row = lead;
    return model;
  }
}

function addressOf(lead: ShownLead): LeadAddressModel {
  return {
    line: lead.addressLine,
    city: lead.addressCity,
    state: lead.addressState,
    postalCode: lead.addressPostalCode,
    country: lead.addressCountry,
  };
}

@ObjectType('LeadConnection', { description: 'A page of leads.' })
export class LeadConnection extends Connection(LeadModel) {}

@ObjectType('CreateLeadResult', { description: 'A lead, new or found by its phone.' })
export class CreateLeadResult {
  @Field(() => LeadModel, { description: 'The lead.' })
  readonly lead!: LeadModel;

  @Field(() => Boolean, { description: 'False when the phone was known: the lead was brought up to date.' })
  readonly created!: boolean;
}

@ObjectType('ProcessUnmappedLeadsResult', { description: 'What became of the leads that waited.' })
export class ProcessUnmappedLeadsResult {
  @Field(() => Int, { description: 'Waiting leads that were looked at.' })
  readonly examined!: number;

  @Field(() => Int, { description: 'Leads that have a project now.' })
  readonly mapped!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Give it as after to go on with the leads that wait behind these; null when there are none.',
  })
  readonly endCursor!: string | null;
}
