import { registerEnumType } from '@nestjs/graphql';
import { WEBHOOK_DELIVERY_STATUSES, type WebhookDeliveryStatus } from './deliveries/webhook-delivery.entity';
import {
  DISABLED_BECAUSE,
  type DisabledBecause,
  WEBHOOK_ENDPOINT_STATUSES,
  type WebhookEndpointStatus,
} from './endpoints/webhook-endpoint.entity';
import { SENT_EVENTS, type SentEvent, WEBHOOK_EVENTS, type WebhookEvent } from './webhook-events';
import { URL_FAULTS, type UrlFault } from './webhook-url';

function enumOf<T extends string>(values: readonly T[]): Readonly<Record<T, T>> {
  return Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
}

/** `escalation.raised` is ESCALATION_RAISED in the schema and itself everywhere else. */
function eventsOf<T extends SentEvent>(events: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(events.map((event) => [nameOf(event), event]));
}

function nameOf(event: SentEvent): string {
  return event.replace('.', '_').toUpperCase();
}

const TOLD: Readonly<Record<SentEvent, string>> = {
  'escalation.raised': 'A human is asked for.',
  'escalation.assigned': 'A request for a human waits for a member, or for anybody.',
  'escalation.claimed': 'Somebody has taken a request for a human.',
  'escalation.resolved': 'A request for a human is done.',
  'appointment.booked': 'A slot was promised to a lead.',
  'appointment.cancelled': 'An appointment will not take place.',
  'appointment.kept': 'An appointment took place.',
  'ticket.opened': 'A ticket was opened.',
  'ticket.moved': 'A ticket stands elsewhere in its life cycle.',
  'lead.qualified':
    'A call with a lead was assessed, and the lead is qualified; or a lead has come to be qualified while writing.',
  'webhook.test': 'Somebody tries the endpoint.',
};

function describe(events: readonly SentEvent[]) {
  return Object.fromEntries(events.map((event) => [nameOf(event), { description: TOLD[event] }]));
}

export const WebhookEventEnum: Readonly<Record<string, WebhookEvent>> = eventsOf(WEBHOOK_EVENTS);
registerEnumType(WebhookEventEnum, {
  name: 'WebhookEvent',
  description: 'What an endpoint may listen to; `type` of the message has the same words with a dot.',
  valuesMap: describe(WEBHOOK_EVENTS),
});

export const SentEventEnum: Readonly<Record<string, SentEvent>> = eventsOf(SENT_EVENTS);
registerEnumType(SentEventEnum, {
  name: 'SentWebhookEvent',
  description: 'What a delivery tells of.',
  valuesMap: describe(SENT_EVENTS),
});

export const WebhookEndpointStatusEnum: Readonly<Record<WebhookEndpointStatus, WebhookEndpointStatus>> =
  enumOf(WEBHOOK_ENDPOINT_STATUSES);
registerEnumType(WebhookEndpointStatusEnum, {
  name: 'WebhookEndpointStatus',
  description: 'Whether anything is sent to an endpoint.',
  valuesMap: {
    ACTIVE: { description: 'What it listens to is sent.' },
    DISABLED: { description: 'Nothing is sent until it is switched on again.' },
    REMOVED: { description: 'It is gone for good.' },
  },
});

export const WebhookDisabledBecauseEnum: Readonly<Record<DisabledBecause, DisabledBecause>> = enumOf(DISABLED_BECAUSE);
registerEnumType(WebhookDisabledBecauseEnum, {
  name: 'WebhookDisabledBecause',
  description: 'Why nothing is sent to an endpoint.',
  valuesMap: {
    GONE: { description: 'It answered 410: there is nobody any more.' },
    ONLY_FAILURES: { description: 'For five days nothing has arrived.' },
    BY_HAND: { description: 'Somebody of the company switched it off.' },
  },
});

export const WebhookDeliveryStatusEnum: Readonly<Record<WebhookDeliveryStatus, WebhookDeliveryStatus>> =
  enumOf(WEBHOOK_DELIVERY_STATUSES);
registerEnumType(WebhookDeliveryStatusEnum, {
  name: 'WebhookDeliveryStatus',
  description: 'What became of a delivery.',
  valuesMap: {
    WAITING: { description: 'It is sent, or tried again.' },
    DELIVERED: { description: 'The endpoint took it.' },
    FAILED: { description: 'It was given up; it can be replayed.' },
  },
});

export const WebhookUrlFaultEnum: Readonly<Record<UrlFault, UrlFault>> = enumOf(URL_FAULTS);
registerEnumType(WebhookUrlFaultEnum, {
  name: 'WebhookUrlFault',
  description: 'Why nothing is sent to an address.',
  valuesMap: {
    NOT_A_URL: { description: 'It is no address, or has more than 2000 characters.' },
    SCHEME: { description: 'It is not https.' },
    CREDENTIALS: { description: 'It holds a user or a password.' },
    PORT: { description: 'It is at a port that is not allowed.' },
    HOST: { description: 'It is not on the internet.' },
  },
});
