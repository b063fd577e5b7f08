import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../../platform/access/allow.decorator';
import { loaderFor } from '../../../platform/graphql/loaders';
import type { Page } from '../../../platform/graphql/page';
import { UuidPipe } from '../../../platform/graphql/uuid.pipe';
import { WebhookEndpointModel } from '../endpoints/webhook-endpoint.model';
import { WebhookEndpoints } from '../endpoints/webhook-endpoints.service';
import { WebhookDeliveriesArgs } from './webhook-deliveries.args';
import { WebhookDeliveries } from './webhook-deliveries.service';
import {
  ReplayWebhookDeliveryResult,
  SendTestWebhookResult,
  shownSent,
  WebhookAttemptModel,
  WebhookDeliveryConnection,
  WebhookDeliveryModel,
} from './webhook-delivery.model';

@Resolver(() => WebhookDeliveryModel)
export class WebhookDeliveriesResolver {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly endpoints: WebhookEndpoints,
  ) {}

  @Allow('ADMIN')
  @Query(() => WebhookDeliveryConnection, {
    description: 'What was sent to the endpoints of the company, latest first; settled ones of the last 30 days.',
  })
  async webhookDeliveries(@Args() { filter, ...page }: WebhookDeliveriesArgs): Promise<Page<WebhookDeliveryModel>> {
    return (await this.deliveries.page(page, filter ?? {})).map((delivery) => WebhookDeliveryModel.of(delivery));
  }

  @Allow('ADMIN')
  @Mutation(() => SendTestWebhookResult, {
    description: 'Sends an endpoint something to try it with, once, whatever it listens to.',
  })
  async sendTestWebhook(
    @Args('endpointId', { type: () => ID, description: 'The endpoint.' }, UuidPipe) endpointId: string,
  ): Promise<SendTestWebhookResult> {
    return shownSent(await this.deliveries.test(endpointId)) as SendTestWebhookResult;
  }

  @Allow('ADMIN')
  @Mutation(() => ReplayWebhookDeliveryResult, {
    description: 'Sends a delivery again, under the same message id and with all its retries.',
  })
  async replayWebhookDelivery(
    @Args('id', { type: () => ID, description: 'The delivery.' }, UuidPipe) id: string,
  ): Promise<ReplayWebhookDeliveryResult> {
    return shownSent(await this.deliveries.replay(id));
  }

  @ResolveField(() => [WebhookAttemptModel], { description: 'What each attempt came to, oldest first; the last 100.' })
  async attempts(@Parent() { id }: WebhookDeliveryModel, @Context() context: object): Promise<WebhookAttemptModel[]> {
    const loader = loaderFor(context, 'webhook-attempts', (ids: readonly string[]) => this.deliveries.attemptsOf(ids));
    return ((await loader.load(id)) ?? []).map((attempt) => WebhookAttemptModel.of(attempt));
  }

  @ResolveField(() => WebhookEndpointModel, { nullable: true, description: 'The endpoint it goes to.' })
  async endpoint(
    @Parent() { endpointId }: WebhookDeliveryModel,
    @Context() context: object,
  ): Promise<WebhookEndpointModel | null> {
    const loader = loaderFor(context, 'webhook-endpoints', (ids: readonly string[]) => this.endpoints.byIds(ids));
    const endpoint = await loader.load(endpointId);
    return endpoint && WebhookEndpointModel.of(endpoint);
  }
}
