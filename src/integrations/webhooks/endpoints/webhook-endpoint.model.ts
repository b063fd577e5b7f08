import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../../platform/graphql/connection';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { WebhookDisabledBecauseEnum, WebhookEndpointStatusEnum, WebhookEventEnum } from '../webhook.enums';
import type { WebhookEvent } from '../webhook-events';
import type { DisabledBecause, WebhookEndpoint, WebhookEndpointStatus } from './webhook-endpoint.entity';

@ObjectType('WebhookEndpoint', {
  description: 'Where the company wants to be told what happens. Its secret is never shown again.',
})
export class WebhookEndpointModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'Address everything is posted to.' })
  readonly url!: string;

  @Field(() => [WebhookEventEnum], { description: 'What it listens to.' })
  readonly events!: readonly WebhookEvent[];

  @Field(() => WebhookEndpointStatusEnum, { description: 'Whether anything is sent there.' })
  readonly status!: WebhookEndpointStatus;

  @Field(() => WebhookDisabledBecauseEnum, {
    nullable: true,
    description: 'Why nothing is sent there; null while it is.',
  })
  readonly disabledBecause!: DisabledBecause | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First failure since the last success; null when all is well.',
  })
  readonly failingSince!: Date | null;

  @Field(() => Int, { description: 'Failures since the last success.' })
  readonly failures!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when nothing is sent, because it asked for patience.',
  })
  readonly throttledUntil!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the secret before this one signs beside it; null when none was before it.',
  })
  readonly previousSecretUntil!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  readonly updatedAt!: Date;

  static of(endpoint: WebhookEndpoint): WebhookEndpointModel {
    const { id, url, events, status, disabledBecause, failingSince, failures } = endpoint;
    const { throttledUntil, previousUntil, createdAt, updatedAt } = endpoint;
    return Object.assign(new WebhookEndpointModel(), {
      id,
      url,
      events,
      status,
      disabledBecause,
      failingSince,
      failures,
      throttledUntil,
      previousSecretUntil: previousUntil,
      createdAt,
      updatedAt,
    } satisfies WebhookEndpointModel);
  }
}

@ObjectType('IssuedWebhookEndpoint', { description: 'An endpoint with its new secret, which is shown this once.' })
export class IssuedWebhookEndpointModel {
  @Field(() => WebhookEndpointModel, { description: 'The endpoint.' })
  readonly endpoint!: WebhookEndpointModel;

  @Field(() => String, { description: 'Secret of Standard Webhooks, whsec_ and base64. Shown only now.' })
  readonly secret!: string;

  static of(endpoint: WebhookEndpoint, secret: string): IssuedWebhookEndpointModel {
    const shown = { endpoint: WebhookEndpointModel.of(endpoint), secret };
    return Object.assign(new IssuedWebhookEndpointModel(), shown satisfies IssuedWebhookEndpointModel);
  }
}

@ObjectType({ description: 'A page of webhook endpoints, oldest first.' })
export class WebhookEndpointConnection extends Connection(WebhookEndpointModel) {}
