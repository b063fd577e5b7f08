import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../../platform/graphql/refusal.model';

@ObjectType('ListImportAlreadyRunning', {
  implements: () => RefusalModel,
  description: 'Another list of this company is being imported; one runs at a time.',
})
export class ListImportAlreadyRunning extends RefusalModel {
  readonly code = 'LIST_IMPORT_ALREADY_RUNNING';
  readonly message = 'Another list is being imported; try again when it has ended.';

  @Field(() => ID, { description: 'The import that is under way.' })
  readonly importId: string;

  constructor(importId: string) {
    super();
    this.importId = importId;
  }
}
