import { Field, ObjectType } from '@nestjs/graphql';
import { RefusalModel, unionOf } from '../../../platform/graphql/refusal.model';
import { WebhookUrlFaultEnum } from '../webhook.enums';
import type { UrlFault } from '../webhook-url';
import { IssuedWebhookEndpointModel, WebhookEndpointModel } from './webhook-endpoint.model';
import { MOST_ENDPOINTS } from './webhook-endpoints.service';

@ObjectType('WebhookUrlRefused', { implements: () => RefusalModel, description: 'Nothing is sent to such an address.' })
export class WebhookUrlRefused extends RefusalModel {
  readonly code = 'WEBHOOK_URL_REFUSED';
  readonly message = 'Webhooks go to https addresses on the internet only, at an allowed port, without a user in them.';

  @Field(() => WebhookUrlFaultEnum, { description: 'What is wrong with it.' })
  readonly fault: UrlFault;

  constructor(fault: UrlFault) {
    super();
    this.fault = fault;
  }
}

@ObjectType('TooManyWebhookEndpoints', {
  implements: () => RefusalModel,
  description: 'The company has as many endpoints as it may.',
})
export class TooManyWebhookEndpoints extends RefusalModel {
  readonly code = 'TOO_MANY_WEBHOOK_ENDPOINTS';
  readonly message = `A company has ${MOST_ENDPOINTS} webhook endpoints at most. Remove one first.`;
}

export const CreateWebhookEndpointResult = unionOf(
  'CreateWebhookEndpointResult',
  IssuedWebhookEndpointModel,
  WebhookUrlRefused,
  TooManyWebhookEndpoints,
);
export type CreateWebhookEndpointResult = typeof CreateWebhookEndpointResult;

export const UpdateWebhookEndpointResult = unionOf(
  'UpdateWebhookEndpointResult',
  WebhookEndpointModel,
  WebhookUrlRefused,
);
export type UpdateWebhookEndpointResult = typeof UpdateWebhookEndpointResult;
