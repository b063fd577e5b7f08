import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { Connection, PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { RefusalModel, unionOf } from '../../platform/graphql/refusal.model';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import {
  type Ticket,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  type TicketPriority,
  type TicketStatus,
} from './ticket.entity';
import { ticketReference } from './ticket-reference';
import { enumOf } from '../../platform/graphql/enum-of';

export const TicketStatusEnum = enumOf(TICKET_STATUSES);
registerEnumType(TicketStatusEnum, {
  name: 'TicketStatus',
  description: 'Where a ticket stands.',
  valuesMap: {
    OPEN: { description: 'Nobody works on it.' },
    IN_PROGRESS: { description: 'Somebody works on it.' },
    RESOLVED: { description: 'Done, as we see it.' },
    CLOSED: { description: 'Done for good; it can be reopened.' },
  },
});

export const TicketPriorityEnum = enumOf(TICKET_PRIORITIES);
registerEnumType(TicketPriorityEnum, {
  name: 'TicketPriority',
  description: 'How pressing a ticket is.',
  valuesMap: {
    LOW: { description: 'It can wait.' },
    NORMAL: { description: 'As any other.' },
    HIGH: { description: 'Before the others.' },
  },
});

@ObjectType('Ticket', { description: 'Something a person needs done.' })
export class TicketModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'What the person is told to ask for it by, for example 4F9A-02C7.' })
  readonly reference!: string;

  @Field(() => ID, { description: 'Who needs it.' })
  readonly leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The conversation it came up in.' })
  readonly conversationId!: string | null;

  @Field(() => String, { description: 'What it is about, in a line.' })
  readonly subject!: string;

  @Field(() => String, { description: 'What is to be done; may be empty.' })
  readonly description!: string;

  @Field(() => TicketPriorityEnum, { description: 'How pressing it is.' })
  readonly priority!: TicketPriority;

  @Field(() => TicketStatusEnum, { description: 'Where it stands.' })
  readonly status!: TicketStatus;

  @Field(() => ID, { nullable: true, description: 'The member who works on it, or should.' })
  readonly assigneeId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  readonly openedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was resolved; null once reopened.' })
  readonly resolvedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed; null once reopened.' })
  readonly closedAt!: Date | null;

  static of(ticket: Ticket): TicketModel {
    const { tenantId: _tenant, openKey: _key, openedBy: _by, updatedAt: _at, ...shown } = ticket;
    return Object.assign(new TicketModel(), { ...shown, reference: ticketReference(ticket.id) });
  }
}

@ObjectType({ description: 'A page of tickets, latest first.' })
export class TicketConnection extends Connection(TicketModel) {}

@ObjectType('TicketMoveNotAllowed', {
  implements: () => RefusalModel,
  description: 'A ticket cannot go there from where it stands.',
})
export class TicketMoveNotAllowed extends RefusalModel {
  readonly code = 'TICKET_MOVE_NOT_ALLOWED';
  readonly message = 'The ticket cannot go there from where it stands.';

  @Field(() => TicketStatusEnum, { description: 'Where it stands.' })
  readonly from: TicketStatus;

  @Field(() => TicketStatusEnum, { description: 'Where it was to go.' })
  readonly to: TicketStatus;

  constructor(from: TicketStatus, to: TicketStatus) {
    super();
    this.from = from;
    this.to = to;
  }
}

export const UpdateTicketResult = unionOf('UpdateTicketResult', TicketModel, TicketMoveNotAllowed);
export type UpdateTicketResult = typeof UpdateTicketResult;

@InputType({ description: 'Which tickets to list; all that are given must hold.' })
export class TicketFilter {
  @Field(() => [TicketStatusEnum], { nullable: true, description: 'That stand at one of these.' })
  @IsOptional()
  @IsIn(TICKET_STATUSES, { each: true })
  statuses?: TicketStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this member.' })
  @IsOptional()
  @IsId()
  assigneeId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'That people speak of so, for example 4F9A-02C7; case, spaces and hyphen do not matter.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  reference?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this lead.' })
  @IsOptional()
  @IsId()
  leadId?: string | null;
}

@ArgsType()
export class TicketsArgs extends PageArgs {
  @Field(() => TicketFilter, { nullable: true, description: 'Which tickets.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TicketFilter)
  filter?: TicketFilter | null;
}

@InputType({ description: 'A new ticket.' })
export class CreateTicketInput {
  @Field(() => ID, { description: 'Who needs it.' })
  @IsId()
  leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The lead’s conversation it came up in.' })
  @IsOptional()
  @IsId()
  conversationId?: string | null;

  @Field(() => String, { description: 'What it is about, in a line of at most 200 characters.' })
  @IsString()
  @MaxLength(200)
  subject!: string;

  @Field(() => String, { nullable: true, description: 'What is to be done; at most 10000 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  description?: string | null;

  @Field(() => TicketPriorityEnum, { nullable: true, description: 'How pressing it is; NORMAL when absent.' })
  @IsOptional()
  @IsIn(TICKET_PRIORITIES)
  priority?: TicketPriority | null;
}

@InputType({ description: 'Changes of a ticket; absent parts stay as they are.' })
export class UpdateTicketInput {
  @Field(() => TicketStatusEnum, { nullable: true, description: 'Where it stands now; OPEN reopens it.' })
  @IsOptional()
  @IsIn(TICKET_STATUSES)
  status?: TicketStatus | null;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'What is to be done.' })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  description?: string | null;

  @Field(() => TicketPriorityEnum, { nullable: true, description: 'How pressing it is.' })
  @IsOptional()
  @IsIn(TICKET_PRIORITIES)
  priority?: TicketPriority | null;

  @Field(() => ID, { nullable: true, description: 'The member who works on it; null: nobody.' })
  @IsOptional()
  @IsId()
  assigneeId?: string | null;
}
