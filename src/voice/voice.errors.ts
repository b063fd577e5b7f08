import { Conflict } from '../platform/errors/domain-error';

/** Thrown when calls are asked for and no carrier is configured. */
export class CarrierNotConfigured extends Conflict {
  constructor() {
    super('No carrier is configured: set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER.');
  }
}

/** Thrown when a call is placed, or a text sent, with a permission that is not for it, was used before, or no longer holds. Nothing was sent. */
export class PermissionMismatch extends Conflict {
  constructor(readonly reason: 'OTHER_CALL' | 'OTHER_TEXT' | 'OTHER_NUMBER' | 'EXPIRED' | 'USED') {
    super(`The permission does not cover this contact (${reason}).`);
  }
}

/** Thrown when the carrier could not be asked, or answered with a fault; carries its codes and never its text, which may hold numbers. */
export class CarrierUnavailable extends Error {
  constructor(
    readonly operation: string,
    /** HTTP status; absent when no answer came. */
    readonly status?: number,
    /** The carrier's error code, or the network's. */
    readonly errorCode?: string,
  ) {
    super(
      `The carrier could not be asked: ${operation} (${[status, errorCode].filter(Boolean).join(', ') || 'no answer'}).`,
    );
    this.name = 'CarrierUnavailable';
  }
}
