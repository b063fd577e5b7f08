import { ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../../platform/graphql/refusal.model';

@ObjectType('ProjectNameTaken', {
  implements: () => RefusalModel,
  description: 'Another project of this tenant already has the name.',
})
export class ProjectNameTaken extends RefusalModel {
  readonly code = 'PROJECT_NAME_TAKEN';
  readonly message = 'Another project already has this name.';
}

@ObjectType('FormAlreadyMapped', {
  implements: () => RefusalModel,
  description: 'The form already belongs to a project; change that mapping instead.',
})
export class FormAlreadyMapped extends RefusalModel {
  readonly code = 'FORM_ALREADY_MAPPED';
  readonly message = 'This form is already mapped; change that mapping instead.';
}
