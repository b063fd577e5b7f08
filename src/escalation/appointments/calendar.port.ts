/** A slot that was promised. */
export interface CalendarSlot {
  /** The calendar must know it again: booked twice under one id it is one booking. */
  readonly appointmentId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** IANA zone in which the time was agreed. */
  readonly timeZone: string;
}

/** What became of it there. NOT_CONFIRMED: noted, and for a person to confirm. TAKEN: the slot is somebody else's. */
export type CalendarBooking =
  | { readonly kind: 'CONFIRMED'; readonly reference: string }
  | { readonly kind: 'NOT_CONFIRMED' }
  | { readonly kind: 'TAKEN' };

/** Where meetings are kept beside our own table. Asked outside any transaction, and again after a failure. */
export abstract class Calendar {
  /** Kept with each appointment, for example INTERNAL. */
  abstract readonly name: string;

  abstract book(slot: CalendarSlot): Promise<CalendarBooking>;

  /** Cancelling what is cancelled already is no error. */
  abstract cancel(reference: string): Promise<void>;
}
