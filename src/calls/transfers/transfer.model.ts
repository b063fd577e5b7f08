import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import type { Writable } from '../../platform/values/writable';
import { CallStatusEnum } from '../call.enums';
import { LEG_VERDICTS, type LegStatus, type LegVerdict } from './leg-status';
import type { TransferLeg } from './transfer-leg.entity';
import { TRANSFER_RESULTS, TRANSFER_STATES, type TransferResult, type TransferState } from './transfer-state';
import type { Transfer } from './transfer.entity';
import { enumOf } from '../../platform/graphql/enum-of';

export const TransferStateEnum = enumOf(TRANSFER_STATES);
registerEnumType(TransferStateEnum, {
  name: 'TransferState',
  description: 'Where a transfer stands.',
  valuesMap: {
    REQUESTED: { description: 'Asked for; the caller is still with the agent.' },
    HOLDING: { description: 'The caller waits, and no phone rings at this moment.' },
    RINGING: { description: 'The phone of a colleague rings.' },
    ASKING: { description: 'A colleague hears what it is about and is asked to press a key.' },
    CONNECTED: { description: 'The caller talks to a colleague.' },
    FALLBACK: { description: 'Nobody takes the call; the caller is on the way back to the agent.' },
    ENDED: { description: 'Over: the two have talked, or the caller is back with the agent.' },
    CANCELLED: { description: 'Over: the caller left before anybody took the call.' },
  },
});

export const TransferResultEnum = enumOf(TRANSFER_RESULTS);
registerEnumType(TransferResultEnum, {
  name: 'TransferResult',
  description: 'What came of a transfer.',
  valuesMap: {
    CONNECTED: { description: 'A colleague took the call.' },
    NOBODY_ACCEPTED: { description: 'Nobody took it.' },
    CALLER_LEFT: { description: 'The caller hung up before anybody took it.' },
    FAILED: { description: 'The caller could not be put on hold.' },
  },
});

export const LegVerdictEnum = enumOf(LEG_VERDICTS);
registerEnumType(LegVerdictEnum, {
  name: 'ColleagueVerdict',
  description: 'What became of asking a colleague.',
  valuesMap: {
    ACCEPTED: { description: 'They pressed the key.' },
    DECLINED: { description: 'They pressed another key or none, or did not pick up.' },
    GIVEN_UP: { description: 'They were not wanted any more.' },
  },
});

@ObjectType('ColleagueCall', { description: 'One colleague who is, was or would have been rung for a transfer.' })
export class ColleagueCallModel {
  @Field(() => ID, { description: 'The colleague.' })
  readonly targetId!: string;

  @Field(() => Int, { description: 'Their turn, from 1.' })
  readonly position!: number;

  @Field(() => CallStatusEnum, { description: 'Where the call to them stands; QUEUED until their turn.' })
  readonly status!: LegStatus;

  @Field(() => LegVerdictEnum, { nullable: true, description: 'What became of asking them; null until known.' })
  readonly verdict!: LegVerdict | null;

  @Field(() => String, { nullable: true, description: 'Why they were not rung, or could not be; a code.' })
  readonly skipped!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the carrier was asked to ring them.' })
  readonly dialStartedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they picked up.' })
  readonly answeredAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the call to them ended.' })
  readonly endedAt!: Date | null;

  static of(leg: TransferLeg): ColleagueCallModel {
    const { targetId, position, status, verdict, skipped, dialStartedAt, answeredAt, endedAt } = leg;
    const shown = { targetId, position, status, verdict, skipped, dialStartedAt, answeredAt, endedAt };
    return Object.assign(new ColleagueCallModel(), shown);
  }
}

@ObjectType('Transfer', { description: 'One attempt to put a caller through to a colleague.' })
export class TransferModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The call.' })
  readonly callId!: string;

  @Field(() => TransferStateEnum, { description: 'Where it stands.' })
  readonly state!: TransferState;

  @Field(() => TransferResultEnum, { nullable: true, description: 'What came of it; null until settled.' })
  readonly result!: TransferResult | null;

  @Field(() => String, { description: 'Why the caller is put through.' })
  readonly reason!: string;

  @Field(() => String, { description: 'What each colleague hears before they are asked.' })
  readonly summary!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a colleague took the call.' })
  readonly connectedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' })
  readonly endedAt!: Date | null;

  static of({ id, callId, state, result, reason, summary, createdAt, connectedAt, endedAt }: Transfer): TransferModel {
    const model: Writable<TransferModel> = new TransferModel();
    return Object.assign(model, { id, callId, state, result, reason, summary, createdAt, connectedAt, endedAt });
  }
}
