import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { RECORDING_STATUSES, type RecordingStatus } from '../../voice/carrier.port';
import type { CallRecording } from './call-recording.entity';
import { enumOf } from '../../platform/graphql/enum-of';

export const RecordingStatusEnum = enumOf(RECORDING_STATUSES);
registerEnumType(RecordingStatusEnum, {
  name: 'RecordingStatus',
  description: 'How far a recording at the carrier has come.',
  valuesMap: {
    IN_PROGRESS: { description: 'The carrier records, or has paused.' },
    PROCESSING: { description: 'It is over; the carrier prepares the sound.' },
    COMPLETED: { description: 'The sound is at the carrier.' },
    ABSENT: { description: 'Nothing was recorded after all.' },
    DELETED: { description: 'The sound has been deleted.' },
  },
});

@ObjectType('CallRecording', {
  description: 'A recording the carrier’s account made of a call. The sound stays at the carrier.',
})
export class CallRecordingModel {
  @Field(() => ID, { description: 'Its id at the carrier.' })
  readonly id!: string;

  @Field(() => RecordingStatusEnum, { description: 'How far it has come.' })
  readonly status!: RecordingStatus;

  @Field(() => Int, { nullable: true, description: 'Its length in seconds; null until it is known.' })
  readonly durationSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: 'Its channels: 1 for both voices together, 2 for one each.' })
  readonly channels!: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began.' })
  readonly startedAt!: Date | null;

  static of({
    providerRecordingId: id,
    status,
    durationSeconds,
    channels,
    startedAt,
  }: CallRecording): CallRecordingModel {
    return Object.assign(new CallRecordingModel(), { id, status, durationSeconds, channels, startedAt });
  }
}
