import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { Connection, PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { RefusalModel, unionOf } from '../../platform/graphql/refusal.model';
import { DateTimeScalar, TimeZoneScalar } from '../../platform/graphql/scalars';
import { type Appointment, APPOINTMENT_STATUSES, type AppointmentStatus } from './appointment.entity';
import { enumOf } from '../../platform/graphql/enum-of';

export const AppointmentStatusEnum = enumOf(APPOINTMENT_STATUSES);
registerEnumType(AppointmentStatusEnum, {
  name: 'AppointmentStatus',
  description: 'What became of an appointment.',
  valuesMap: {
    PROMISED: { description: 'Said in a conversation.' },
    CONFIRMED: { description: 'A calendar, or somebody of the company, has it too.' },
    CANCELLED: { description: 'It will not take place.' },
    KEPT: { description: 'It took place.' },
    MISSED: { description: 'The person did not come.' },
  },
});

/** What people of the company say of one. */
export const APPOINTMENT_ENDS = ['CONFIRMED', 'KEPT', 'MISSED'] as const;
export type AppointmentEnd = (typeof APPOINTMENT_ENDS)[number];

export const AppointmentEndEnum = enumOf(APPOINTMENT_ENDS);
registerEnumType(AppointmentEndEnum, {
  name: 'AppointmentNews',
  description: 'What somebody of the company says of an appointment.',
  valuesMap: {
    CONFIRMED: { description: 'It stands.' },
    KEPT: { description: 'It took place.' },
    MISSED: { description: 'The person did not come.' },
  },
});

@ObjectType('Appointment', { description: 'A meeting promised to a lead.' })
export class AppointmentModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Whom it was promised.' })
  readonly leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The conversation it was promised in.' })
  readonly conversationId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The call it was promised on.' })
  readonly callId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it begins.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends.' })
  readonly endsAt!: Date;

  @Field(() => TimeZoneScalar, { description: 'Zone in which the time was agreed.' })
  readonly timeZone!: string;

  @Field(() => String, { nullable: true, description: 'How the person said it.' })
  readonly words!: string | null;

  @Field(() => AppointmentStatusEnum, { description: 'What became of it.' })
  readonly status!: AppointmentStatus;

  @Field(() => String, { description: 'Which calendar keeps it; INTERNAL: this one alone.' })
  readonly calendar!: string;

  @Field(() => String, { nullable: true, description: 'Why it was cancelled.' })
  readonly cancelledBecause!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was promised.' })
  readonly createdAt!: Date;

  static of(appointment: Appointment): AppointmentModel {
    const { tenantId: _tenant, calendarReference: _reference, updatedAt: _at, ...shown } = appointment;
    return Object.assign(new AppointmentModel(), shown);
  }
}

@ObjectType({ description: 'A page of appointments, in the order they take place.' })
export class AppointmentConnection extends Connection(AppointmentModel) {}

@ObjectType('AppointmentIsOver', {
  implements: () => RefusalModel,
  description: 'What became of the appointment is settled already.',
})
export class AppointmentIsOver extends RefusalModel {
  readonly code = 'APPOINTMENT_IS_OVER';
  readonly message = 'What became of the appointment is settled already.';
}

export const SettleAppointmentResult = unionOf('SettleAppointmentResult', AppointmentModel, AppointmentIsOver);
export type SettleAppointmentResult = typeof SettleAppointmentResult;

export const CancelAppointmentResult = unionOf('CancelAppointmentResult', AppointmentModel, AppointmentIsOver);
export type CancelAppointmentResult = typeof CancelAppointmentResult;

@InputType({ description: 'Which appointments to list; all that are given must hold.' })
export class AppointmentFilter {
  @Field(() => [AppointmentStatusEnum], { nullable: true, description: 'Of which one of these became.' })
  @IsOptional()
  @IsIn(APPOINTMENT_STATUSES, { each: true })
  statuses?: AppointmentStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this lead.' })
  @IsOptional()
  @IsId()
  leadId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'That begin at this moment or later.' })
  @IsOptional()
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'That begin before this moment.' })
  @IsOptional()
  until?: Date | null;
}

@ArgsType()
export class AppointmentsArgs extends PageArgs {
  @Field(() => AppointmentFilter, { nullable: true, description: 'Which appointments.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AppointmentFilter)
  filter?: AppointmentFilter | null;
}

@ArgsType()
export class CancelAppointmentArgs {
  @Field(() => ID, { description: 'The appointment.' })
  @IsId()
  id!: string;

  @Field(() => String, { nullable: true, description: 'Why; at most 500 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string | null;
}
