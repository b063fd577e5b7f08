import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import {
  CreateTicketInput,
  TicketConnection,
  TicketModel,
  TicketMoveNotAllowed,
  TicketsArgs,
  UpdateTicketInput,
  UpdateTicketResult,
} from './ticket.model';
import { Tickets } from './tickets.service';

@Resolver(() => TicketModel)
export class TicketsResolver {
  constructor(private readonly tickets: Tickets) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => TicketConnection, { name: 'tickets', description: 'What people need done, latest first.' })
  async list(@Args() { filter, ...page }: TicketsArgs): Promise<Page<TicketModel>> {
    return (await this.tickets.list(page, filter ?? {})).map((ticket) => TicketModel.of(ticket));
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => TicketModel, { description: 'Opens a ticket for a lead.' })
  async createTicket(@Args('input', { description: 'The ticket.' }) input: CreateTicketInput): Promise<TicketModel> {
    return TicketModel.of((await this.tickets.open(input)).ticket);
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => UpdateTicketResult, { description: 'Changes a ticket, or moves it along its life cycle.' })
  async updateTicket(
    @Args('id', { type: () => ID, description: 'The ticket.' }, UuidPipe) id: string,
    @Args('input', { description: 'What to change.' }) input: UpdateTicketInput,
  ): Promise<UpdateTicketResult> {
    const changed = await this.tickets.change(id, input);
    return 'from' in changed ? new TicketMoveNotAllowed(changed.from, changed.to) : TicketModel.of(changed);
  }
}
