import { Injectable } from '@nestjs/common';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { AppointmentCancelled, AppointmentPromised } from './appointments.events';
import { Appointments } from './appointments.service';
import { Calendar } from './calendar.port';

/** Carries promised slots into the calendar and out of it again. May run twice; a calendar that fails is asked again. */
@Injectable()
export class CalendarListener {
  constructor(
    private readonly calendar: Calendar,
    private readonly appointments: Appointments,
  ) {}

  @OnFact(AppointmentPromised)
  async book({ appointmentId }: { appointmentId: string }): Promise<void> {
    const { status, startsAt, endsAt, timeZone } = await this.appointments.get(appointmentId);
    if (status !== 'PROMISED') return;
    const booking = await this.calendar.book({ appointmentId, startsAt, endsAt, timeZone });
    if (booking.kind === 'TAKEN')
      await this.appointments.settle(appointmentId, 'CANCELLED', { because: 'The calendar has no room at that time.' });
    if (booking.kind !== 'CONFIRMED') return;
    const { reference: calendarReference } = booking;
    if (await this.appointments.settle(appointmentId, 'CONFIRMED', { calendarReference })) return;
    // Cancelled while the calendar was asked: nobody else knows this booking.
    await this.calendar.cancel(calendarReference);
  }

  @OnFact(AppointmentCancelled)
  async release({ calendarReference }: { calendarReference: string | null }): Promise<void> {
    if (calendarReference !== null) await this.calendar.cancel(calendarReference);
  }
}
