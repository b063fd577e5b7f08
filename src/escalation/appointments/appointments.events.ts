import { declareFact } from '../../platform/events/fact';

/** A slot was promised to a lead; the calendar does not know it yet. */
export const AppointmentPromised = declareFact<{ appointmentId: string; leadId: string }>('appointment.promised');

/** It will not take place; `calendarReference` is what the calendar calls it, where it knows it. */
export const AppointmentCancelled = declareFact<{
  appointmentId: string;
  leadId: string;
  calendarReference: string | null;
}>('appointment.cancelled');

/** It took place. */
export const AppointmentKept = declareFact<{ appointmentId: string; leadId: string }>('appointment.kept');
