import { ObjectType } from '@nestjs/graphql';
import { RefusalModel, unionOf } from '../../../platform/graphql/refusal.model';
import { TransferTargetModel } from './transfer-target.model';
import type { TargetKept } from './transfer-targets.service';

@ObjectType('NumberIsOfALead', {
  implements: () => RefusalModel,
  description: 'The number belongs to a lead, who may only be called under the rules for leads.',
})
export class NumberIsOfALead extends RefusalModel {
  readonly code = 'NUMBER_IS_OF_A_LEAD';
  readonly message = 'The number belongs to a lead, who may only be called under the rules for leads.';
}

@ObjectType('NumberIsSuppressed', {
  implements: () => RefusalModel,
  description: 'Whoever has the number wants no contact.',
})
export class NumberIsSuppressed extends RefusalModel {
  readonly code = 'NUMBER_IS_SUPPRESSED';
  readonly message = 'Whoever has the number wants no contact.';
}

@ObjectType('TransferTargetExists', {
  implements: () => RefusalModel,
  description: 'The number is on the list already.',
})
export class TransferTargetExists extends RefusalModel {
  readonly code = 'TRANSFER_TARGET_EXISTS';
  readonly message = 'The number is on the list already.';
}

export const TransferTargetResult = unionOf(
  'TransferTargetResult',
  TransferTargetModel,
  NumberIsOfALead,
  NumberIsSuppressed,
  TransferTargetExists,
);
export type TransferTargetResult = typeof TransferTargetResult;

export function transferTargetResultOf(kept: TargetKept): TransferTargetResult {
  switch (kept.kind) {
    case 'KEPT':
      return TransferTargetModel.of(kept.target);
    case 'IS_A_LEAD':
      return new NumberIsOfALead();
    case 'IS_SUPPRESSED':
      return new NumberIsSuppressed();
    case 'IS_KNOWN':
      return new TransferTargetExists();
  }
}
