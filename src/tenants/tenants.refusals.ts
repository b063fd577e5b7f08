import { ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../platform/graphql/refusal.model';

@ObjectType('SlugTaken', { implements: () => RefusalModel, description: 'Another company has this short name.' })
export class SlugTaken extends RefusalModel {
  readonly code = 'SLUG_TAKEN';
  readonly message = 'Another company uses this slug; choose a different one.';
}

@ObjectType('OwnerHasAccount', {
  implements: () => RefusalModel,
  description: 'The address named for the first owner has an account, which nobody has proved to be theirs.',
})
export class OwnerHasAccount extends RefusalModel {
  readonly code = 'OWNER_HAS_ACCOUNT';
  readonly message =
    'This address has an account already. Name another first owner, who can then invite this person: accepting takes the password of the account.';
}

@ObjectType('LastOwner', { implements: () => RefusalModel, description: 'A company always keeps at least one owner.' })
export class LastOwner extends RefusalModel {
  readonly code = 'LAST_OWNER';
  readonly message = 'This is the only owner of the company; make somebody else an owner first.';
}

@ObjectType('AlreadyMember', {
  implements: () => RefusalModel,
  description: 'The person already belongs to the company.',
})
export class AlreadyMember extends RefusalModel {
  readonly code = 'ALREADY_MEMBER';
  readonly message = 'This person is already a member; change the role instead.';
}

@ObjectType('InvitationInvalid', {
  implements: () => RefusalModel,
  description: 'The invitation is not one of ours, has expired, was used, or its sender may no longer invite.',
})
export class InvitationInvalid extends RefusalModel {
  readonly code = 'INVITATION_INVALID';
  readonly message = 'This invitation cannot be used any more; ask for a new one.';
}

@ObjectType('InvalidCredentials', {
  implements: () => RefusalModel,
  description: 'The email, the password or the company does not fit; which of them is not told.',
})
export class InvalidCredentials extends RefusalModel {
  readonly code = 'INVALID_CREDENTIALS';
  readonly message = 'The email, the password or the company is not right.';
}
