import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../../platform/graphql/refusal.model';

@ObjectType('ImportAlreadyRunning', {
  implements: () => RefusalModel,
  description: 'Another import of this tenant is under way; one runs at a time.',
})
export class ImportAlreadyRunning extends RefusalModel {
  readonly code = 'IMPORT_ALREADY_RUNNING';
  readonly message = 'Another import is under way; try again when it has ended.';

  @Field(() => ID, { description: 'The import that is under way.' })
  readonly importId: string;

  constructor(importId: string) {
    super();
    this.importId = importId;
  }
}
