import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { unionOf } from '../../platform/graphql/refusal.model';
import type { ApiKey } from './api-key.entity';
import { ApiKeyNotLive } from './api-keys.refusals';

@ObjectType('ApiKey', {
  description: 'A key with which a machine of the company calls us. Its secret is never shown again.',
})
export class ApiKeyModel {
  @Field(() => ID, { description: 'Id of the key.' })
  readonly id!: string;

  @Field(() => String, { description: 'What the key is for.' })
  readonly name!: string;

  @Field(() => String, { description: 'First part of the key, enough to recognise it.' })
  readonly prefix!: string;

  @Field(() => [String], { description: 'What the key may do, for example leads:write.' })
  readonly scopes!: readonly string[];

  @Field(() => Date, { description: 'When the key was made.' })
  readonly createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When the key was last used, to the minute.' })
  readonly lastUsedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the key stops working; null for never.' })
  readonly expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the key was revoked.' })
  readonly revokedAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'Key that took its place.' })
  readonly replacedBy!: string | null;

  static of(key: ApiKey): ApiKeyModel {
    const { id, name, scopes, createdAt, lastUsedAt, expiresAt, revokedAt, replacedBy } = key;
    return Object.assign(new ApiKeyModel(), {
      id,
      name,
      prefix: `ck_live_${key.keyId}`,
      scopes,
      createdAt,
      lastUsedAt,
      expiresAt,
      revokedAt,
      replacedBy,
    } satisfies ApiKeyModel);
  }
}

@ObjectType('IssuedApiKey', { description: 'A new key with its secret, which is shown this once.' })
export class IssuedApiKeyModel {
  @Field(() => ApiKeyModel, { description: 'The key.' })
  readonly apiKey!: ApiKeyModel;

  @Field(() => String, { description: 'The whole key, for the X-API-Key header. Shown only now.' })
  readonly secret!: string;

  static of(apiKey: ApiKey, secret: string): IssuedApiKeyModel {
    return Object.assign(new IssuedApiKeyModel(), {
      apiKey: ApiKeyModel.of(apiKey),
      secret,
    } satisfies IssuedApiKeyModel);
  }
}

@ObjectType({ description: 'A page of API keys.' })
export class ApiKeyConnection extends Connection(ApiKeyModel) {}

export const RotateApiKeyResult = unionOf('RotateApiKeyResult', IssuedApiKeyModel, ApiKeyNotLive);
export type RotateApiKeyResult = typeof RotateApiKeyResult;
