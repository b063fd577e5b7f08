import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import type { Page } from '../../platform/graphql/page';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { AppointmentLists } from './appointment-lists.service';
import {
  AppointmentConnection,
  type AppointmentEnd,
  AppointmentEndEnum,
  AppointmentIsOver,
  AppointmentModel,
  AppointmentsArgs,
  CancelAppointmentArgs,
  CancelAppointmentResult,
  SettleAppointmentResult,
} from './appointment.model';
import { Appointments } from './appointments.service';

@Resolver(() => AppointmentModel)
export class AppointmentsResolver {
  constructor(
    private readonly appointments: Appointments,
    private readonly lists: AppointmentLists,
  ) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => AppointmentConnection, {
    name: 'appointments',
    description: 'Meetings promised to leads, in the order they take place.',
  })
  async list(@Args() { filter, ...page }: AppointmentsArgs): Promise<Page<AppointmentModel>> {
    return (await this.lists.page(page, filter ?? {})).map((appointment) => AppointmentModel.of(appointment));
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => CancelAppointmentResult, { description: 'Cancels an appointment; its slot is free again.' })
  async cancelAppointment(@Args() { id, reason }: CancelAppointmentArgs): Promise<CancelAppointmentResult> {
    return this.settled(id, await this.appointments.settle(id, 'CANCELLED', { because: reason }));
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => SettleAppointmentResult, { description: 'Says what is known of an appointment.' })
  async settleAppointment(
    @Args('id', { type: () => ID, description: 'The appointment.' }, UuidPipe) id: string,
    @Args('news', { type: () => AppointmentEndEnum, description: 'What is known.' }) news: AppointmentEnd,
  ): Promise<SettleAppointmentResult> {
    return this.settled(id, await this.appointments.settle(id, news));
  }

  private async settled(id: string, isDone: boolean): Promise<AppointmentModel | AppointmentIsOver> {
    return isDone ? AppointmentModel.of(await this.appointments.get(id)) : new AppointmentIsOver();
  }
}
