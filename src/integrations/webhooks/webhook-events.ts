/** What companies may be told of, as the receiver reads it in `type`. */
export const WEBHOOK_EVENTS = [
  'escalation.raised',
  'escalation.assigned',
  'escalation.claimed',
  'escalation.resolved',
  'appointment.booked',
  'appointment.cancelled',
  'appointment.kept',
  'ticket.opened',
  'ticket.moved',
  'lead.qualified',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Sent when somebody asks for it, whatever an endpoint listens to. */
export const TEST_EVENT = 'webhook.test';
export type SentEvent = WebhookEvent | typeof TEST_EVENT;

export const SENT_EVENTS: readonly SentEvent[] = [...WEBHOOK_EVENTS, TEST_EVENT];

/** Ids, kinds and figures; whoever wants to know more asks the API. */
export type WebhookData = Readonly<Record<string, string | number | boolean | null>>;

/** The words that are sent: serialised once, kept, and signed as they are. */
export function webhookBody(type: SentEvent, moment: Date, data: WebhookData): string {
  return JSON.stringify({ type, timestamp: moment.toISOString(), data });
}

/** The receiver's key against copies: of the event, the same at each endpoint and on every attempt. */
export function messageIdOf(eventId: string): string {
  return `msg_${eventId.replaceAll('-', '').toLowerCase()}`;
}
