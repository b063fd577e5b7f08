import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { ApiKeyArgs, CreateApiKeyInput, RotateApiKeyArgs } from './api-key.args';
import { ApiKeyConnection, ApiKeyModel, IssuedApiKeyModel, RotateApiKeyResult } from './api-key.model';
import { ApiKeyNotLive } from './api-keys.refusals';
import { ApiKeysService } from './api-keys.service';

@Resolver()
export class ApiKeysResolver {
  constructor(private readonly keys: ApiKeysService) {}

  @Allow('ADMIN')
  @Query(() => ApiKeyConnection, {
    description: 'Keys of the company, newest first; revoked and expired ones included.',
  })
  async apiKeys(@Args() args: PageArgs): Promise<Page<ApiKeyModel>> {
    return (await this.keys.list(args)).map((key) => ApiKeyModel.of(key));
  }

  @Allow('ADMIN')
  @Mutation(() => IssuedApiKeyModel, { description: 'Makes a key for a machine. The secret is in this answer only.' })
  async createApiKey(
    @Args('input', { description: 'What to save.' }) { name, scopes, expiresAt }: CreateApiKeyInput,
  ): Promise<IssuedApiKeyModel> {
    const { apiKey, secret } = await this.keys.create({ name, scopes, expiresAt });
    return IssuedApiKeyModel.of(apiKey, secret);
  }

  @Allow('ADMIN')
  @Mutation(() => RotateApiKeyResult, {
    description: 'Replaces a key; the old one goes on working for the grace time.',
  })
  async rotateApiKey(@Args() { id, graceHours }: RotateApiKeyArgs): Promise<RotateApiKeyResult> {
    const rotated = await this.keys.rotate(id, graceHours);
    return rotated instanceof ApiKeyNotLive ? rotated : IssuedApiKeyModel.of(rotated.apiKey, rotated.secret);
  }

  @Allow('ADMIN')
  @Mutation(() => ApiKeyModel, { description: 'Stops a key for good, everywhere within 5 seconds.' })
  async revokeApiKey(@Args() { id }: ApiKeyArgs): Promise<ApiKeyModel> {
    return ApiKeyModel.of(await this.keys.revoke(id));
  }
}
