import { ObjectType } from '@nestjs/graphql';
import { RefusalModel, unionOf } from '../../platform/graphql/refusal.model';
import type { TransferBegun } from './call-transfers.service';
import { TransferModel } from './transfer.model';

@ObjectType('CallNotInProgress', { implements: () => RefusalModel, description: 'Nobody talks on this call.' })
export class CallNotInProgress extends RefusalModel {
  readonly code = 'CALL_NOT_IN_PROGRESS';
  readonly message = 'Nobody talks on this call: only a caller who has picked up can be put through.';
}

@ObjectType('CallerHasLeft', { implements: () => RefusalModel, description: 'The call is over.' })
export class CallerHasLeft extends RefusalModel {
  readonly code = 'CALLER_HAS_LEFT';
  readonly message = 'The call is over.';
}

@ObjectType('NobodyToTransferTo', {
  implements: () => RefusalModel,
  description: 'No colleague can be rung for this call.',
})
export class NobodyToTransferTo extends RefusalModel {
  readonly code = 'NOBODY_TO_TRANSFER_TO';
  readonly message = 'No colleague is on duty who was not rung for this call already. Add one with addTransferTarget.';
}

@ObjectType('TransferUnderWay', {
  implements: () => RefusalModel,
  description: 'The caller is being put through already.',
})
export class TransferUnderWay extends RefusalModel {
  readonly code = 'TRANSFER_UNDER_WAY';
  readonly message = 'The caller is being put through already.';
}

export const TransferCallResult = unionOf(
  'TransferCallResult',
  TransferModel,
  CallNotInProgress,
  CallerHasLeft,
  NobodyToTransferTo,
  TransferUnderWay,
);
export type TransferCallResult = typeof TransferCallResult;

export function transferCallResultOf(begun: TransferBegun): TransferCallResult {
  switch (begun.kind) {
    case 'BEGUN':
      return TransferModel.of(begun.transfer);
    case 'UNDER_WAY':
      return new TransferUnderWay();
    case 'NOBODY':
      return new NobodyToTransferTo();
    case 'CALLER_LEFT':
      return new CallerHasLeft();
    default:
      return new CallNotInProgress();
  }
}
