import { Injectable } from '@nestjs/common';
import { Calendar, type CalendarBooking } from './calendar.port';

/** No calendar beside our own table: what is promised stands there, and a person confirms it. */
@Injectable()
export class InternalCalendar extends Calendar {
  readonly name = 'INTERNAL';

  book(): Promise<CalendarBooking> {
    return Promise.resolve({ kind: 'NOT_CONFIRMED' });
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }
}
