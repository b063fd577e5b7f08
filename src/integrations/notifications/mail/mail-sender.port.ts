/** One mail to one address; header values are one line each. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets: the same on every attempt, so that a copy is known as one. */
  readonly messageId: string;
}

/** SENT: the server has it. RETRY: try again later. REFUSED: it will never take this one. MISCONFIGURED: nor any other until somebody acts. */
export type MailOutcome =
  { readonly kind: 'SENT' } | { readonly kind: 'RETRY' | 'REFUSED' | 'MISCONFIGURED'; readonly error: string };

/** Hands mail to a server. */
export abstract class MailSender {
  /** Null: none is configured. */
  abstract readonly from: string | null;

  abstract send(mail: Mail): Promise<MailOutcome>;
}
