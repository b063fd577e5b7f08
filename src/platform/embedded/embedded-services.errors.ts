/** Why the launcher could not start PostgreSQL or Redis; the message tells the reader what to do about it. */
export class EmbeddedServicesError extends Error {
  override readonly name = 'EmbeddedServicesError';
}

/** The chosen port was taken between looking and listening; the start is tried again on another one. */
export class PortTakenError extends EmbeddedServicesError {}
