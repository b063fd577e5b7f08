import { ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../../platform/graphql/refusal.model';

@ObjectType('SessionEnded', {
  implements: () => RefusalModel,
  description: 'The refresh token is unknown, used, expired or revoked: sign in again.',
})
export class SessionEnded extends RefusalModel {
  readonly code = 'SESSION_ENDED';
  readonly message = 'This session has ended; sign in again.';
}
