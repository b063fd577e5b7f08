import { ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../../platform/graphql/refusal.model';

@ObjectType('ApiKeyNotLive', {
  implements: () => RefusalModel,
  description: 'The key is revoked, expired, or has been rotated already.',
})
export class ApiKeyNotLive extends RefusalModel {
  readonly code = 'API_KEY_NOT_LIVE';
  readonly message = 'Only a live key that has not been replaced can be rotated; create a new one instead.';
}
