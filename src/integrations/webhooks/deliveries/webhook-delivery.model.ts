import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../../platform/graphql/connection';
import { RefusalModel, unionOf } from '../../../platform/graphql/refusal.model';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { SentEventEnum, WebhookDeliveryStatusEnum } from '../webhook.enums';
import type { SentEvent } from '../webhook-events';
import type { Sent } from './webhook-deliveries.service';
import type { WebhookAttempt, WebhookDelivery, WebhookDeliveryStatus } from './webhook-delivery.entity';

@ObjectType('WebhookAttempt', { description: 'One attempt to deliver.' })
export class WebhookAttemptModel {
  @Field(() => Int, { description: 'Its number, from 1. A number is missing where the program ended in the middle.' })
  readonly attempt!: number;

  @Field(() => DateTimeScalar, { description: 'When it was over.' })
  readonly at!: Date;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  readonly latencyMs!: number;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the answer; null without one.' })
  readonly responseStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'The first kilobyte of the answer.' })
  readonly response!: string | null;

  @Field(() => String, { nullable: true, description: 'Code of why there was no answer.' })
  readonly error!: string | null;

  static of({ attempt, at, latencyMs, responseStatus, response, error }: WebhookAttempt): WebhookAttemptModel {
    const shown = { attempt, at, latencyMs, responseStatus, response, error };
    return Object.assign(new WebhookAttemptModel(), shown satisfies WebhookAttemptModel);
  }
}

@ObjectType('WebhookDelivery', { description: 'One event on its way to one endpoint.' })
export class WebhookDeliveryModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The endpoint it goes to.' })
  readonly endpointId!: string;

  @Field(() => String, {
    description: 'The `webhook-id` header: the same on every attempt, by which receivers know copies.',
  })
  readonly messageId!: string;

  @Field(() => SentEventEnum, { description: 'What it tells of.' })
  readonly event!: SentEvent;

  @Field(() => String, { description: 'What is sent, word for word.' })
  readonly body!: string;

  @Field(() => WebhookDeliveryStatusEnum, { description: 'What became of it.' })
  readonly status!: WebhookDeliveryStatus;

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attemptCount!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is tried next, at the earliest; null once it is settled.',
  })
  readonly nextAttemptAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer.' })
  readonly lastStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'Code of the last failure.' })
  readonly lastError!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was planned.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was delivered or given up; null while it waits.',
  })
  readonly settledAt!: Date | null;

  static of(delivery: WebhookDelivery): WebhookDeliveryModel {
    const { id, endpointId, messageId, event, body, status, attempts, dueAt } = delivery;
    const { lastStatus, lastError, createdAt, settledAt } = delivery;
    return Object.assign(new WebhookDeliveryModel(), {
      id,
      endpointId,
      messageId,
      event,
      body,
      status,
      attemptCount: attempts,
      nextAttemptAt: status === 'WAITING' ? dueAt : null,
      lastStatus,
      lastError,
      createdAt,
      settledAt,
    } satisfies WebhookDeliveryModel);
  }
}

@ObjectType({ description: 'A page of deliveries, latest first.' })
export class WebhookDeliveryConnection extends Connection(WebhookDeliveryModel) {}

@ObjectType('WebhookEndpointNotActive', {
  implements: () => RefusalModel,
  description: 'Nothing is sent to the endpoint.',
})
export class WebhookEndpointNotActive extends RefusalModel {
  readonly code = 'WEBHOOK_ENDPOINT_NOT_ACTIVE';
  readonly message = 'The endpoint is switched off or removed. Switch it on first.';
}

@ObjectType('WebhookDeliveryWaits', { implements: () => RefusalModel, description: 'It is on its way already.' })
export class WebhookDeliveryWaits extends RefusalModel {
  readonly code = 'WEBHOOK_DELIVERY_WAITS';
  readonly message = 'The delivery is on its way already.';
}

export const SendTestWebhookResult = unionOf('SendTestWebhookResult', WebhookDeliveryModel, WebhookEndpointNotActive);
export type SendTestWebhookResult = typeof SendTestWebhookResult;

export const ReplayWebhookDeliveryResult = unionOf(
  'ReplayWebhookDeliveryResult',
  WebhookDeliveryModel,
  WebhookEndpointNotActive,
  WebhookDeliveryWaits,
);
export type ReplayWebhookDeliveryResult = typeof ReplayWebhookDeliveryResult;

/** What sending came to, as the schema says it. */
export function shownSent(sent: Sent): ReplayWebhookDeliveryResult {
  if (sent.kind === 'NOT_ACTIVE') return new WebhookEndpointNotActive();
  return sent.kind === 'IS_WAITING' ? new WebhookDeliveryWaits() : WebhookDeliveryModel.of(sent.delivery);
}
