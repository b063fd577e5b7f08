import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../../platform/access/allow.decorator';
import { PageArgs } from '../../../platform/graphql/connection';
import type { Page } from '../../../platform/graphql/page';
import { UuidPipe } from '../../../platform/graphql/uuid.pipe';
import { WebhookEndpointEditor } from './webhook-endpoint-editor.service';
import { CreateWebhookEndpointInput, UpdateWebhookEndpointInput } from './webhook-endpoint.input';
import { IssuedWebhookEndpointModel, WebhookEndpointConnection, WebhookEndpointModel } from './webhook-endpoint.model';
import {
  CreateWebhookEndpointResult,
  TooManyWebhookEndpoints,
  UpdateWebhookEndpointResult,
  WebhookUrlRefused,
} from './webhook-endpoint.results';
import { WebhookEndpoints } from './webhook-endpoints.service';

const ENDPOINT_ID = { type: () => ID, description: 'The endpoint.' };

@Resolver(() => WebhookEndpointModel)
export class WebhookEndpointsResolver {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly editor: WebhookEndpointEditor,
  ) {}

  @Allow('ADMIN')
  @Query(() => WebhookEndpointConnection, { description: 'Where the company is told what happens, oldest first.' })
  async webhookEndpoints(@Args() page: PageArgs): Promise<Page<WebhookEndpointModel>> {
    return (await this.endpoints.list(page)).map((endpoint) => WebhookEndpointModel.of(endpoint));
  }

  @Allow('ADMIN')
  @Mutation(() => CreateWebhookEndpointResult, {
    description: 'Tells a program of the company what happens from now on. The secret is in this answer only.',
  })
  async createWebhookEndpoint(
    @Args('input', { description: 'The endpoint.' }) input: CreateWebhookEndpointInput,
  ): Promise<CreateWebhookEndpointResult> {
    const made = await this.endpoints.create(input);
    if (made.kind === 'URL_REFUSED') return new WebhookUrlRefused(made.fault);
    if (made.kind === 'TOO_MANY') return new TooManyWebhookEndpoints();
    return IssuedWebhookEndpointModel.of(made.endpoint, made.secret);
  }

  @Allow('ADMIN')
  @Mutation(() => UpdateWebhookEndpointResult, { description: 'Changes an endpoint, or switches it off and on.' })
  async updateWebhookEndpoint(
    @Args('id', ENDPOINT_ID, UuidPipe) id: string,
    @Args('input', { description: 'What to change.' }) input: UpdateWebhookEndpointInput,
  ): Promise<UpdateWebhookEndpointResult> {
    const changed = await this.editor.change(id, input);
    return typeof changed === 'string' ? new WebhookUrlRefused(changed) : WebhookEndpointModel.of(changed);
  }

  @Allow('ADMIN')
  @Mutation(() => WebhookEndpointModel, {
    description: 'Takes an endpoint away for good; what waits for it has failed.',
  })
  async removeWebhookEndpoint(@Args('id', ENDPOINT_ID, UuidPipe) id: string): Promise<WebhookEndpointModel> {
    return WebhookEndpointModel.of(await this.editor.remove(id));
  }

  @Allow('ADMIN')
  @Mutation(() => IssuedWebhookEndpointModel, {
    description: 'Gives an endpoint a new secret; the old one signs beside it for 24 hours.',
  })
  async rotateWebhookSecret(@Args('id', ENDPOINT_ID, UuidPipe) id: string): Promise<IssuedWebhookEndpointModel> {
    const { endpoint, secret } = await this.endpoints.rotate(id);
    return IssuedWebhookEndpointModel.of(endpoint, secret);
  }
}
