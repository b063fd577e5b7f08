import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { loaderFor } from '../../platform/graphql/loaders';
import { CallModel } from '../call.model';
import { CallRecordingModel } from './call-recording.model';
import { CallRecordings } from './call-recordings.service';

/** Adds its recordings to a call. */
@Resolver(() => CallModel)
export class CallRecordingsResolver {
  constructor(private readonly recordings: CallRecordings) {}

  @ResolveField(() => [CallRecordingModel], {
    name: 'recordings',
    description:
      'Recordings of this call, oldest first: only where the carrier’s account records by itself. Known some time after the end.',
  })
  async recordingsOf(@Parent() { id }: CallModel, @Context() context: object): Promise<CallRecordingModel[]> {
    const loader = loaderFor(context, 'calls.recordings', (ids: readonly string[]) => this.recordings.ofCalls(ids));
    return ((await loader.load(id)) ?? []).map((recording) => CallRecordingModel.of(recording));
  }
}
