import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/call/recording';
import type { RecordingSnapshot, RecordingStatus } from '../../carrier.port';
import { CarrierUnavailable } from '../../voice.errors';
import { wholeNumber } from './twilio-values';

/** The fields of Twilio's Recording resource that are read; its address of the sound is not one of them. */
export type RecordingResource = Pick<RecordingInstance, 'sid' | 'duration' | 'channels' | 'startTime'> & {
  /** The SDK's type leaves out some of what the service documents. */
  readonly status: string;
};

/** Twilio's words (twilio.com/docs/voice/api/recording#recording-status-values); one not met before is taken for unfinished. */
const STATUS: ReadonlyMap<string, RecordingStatus> = new Map<string, RecordingStatus>([
  ['in-progress', 'IN_PROGRESS'],
  ['paused', 'IN_PROGRESS'],
  ['stopped', 'PROCESSING'],
  ['processing', 'PROCESSING'],
  ['completed', 'COMPLETED'],
  ['absent', 'ABSENT'],
  ['deleted', 'DELETED'],
]);

const MOST_CHANNELS = 8;

/** @throws CarrierUnavailable when the resource has no id this program can keep. */
export function recordingSnapshotOf(recording: RecordingResource, clockOffsetMs: number): RecordingSnapshot {
  const { sid, channels } = recording;
  if (!/^RE[0-9a-f]{32}$/i.test(sid)) throw new CarrierUnavailable('read recording', 200, 'UNREADABLE');
  const durationSeconds = wholeNumber(recording.duration);
  const started: unknown = recording.startTime;
  const startedAt = started instanceof Date && !Number.isNaN(started.getTime()) ? started : undefined;
  const knowsChannels = Number.isInteger(channels) && channels >= 1 && channels <= MOST_CHANNELS;
  return {
    providerRecordingId: sid,
    status: STATUS.get(recording.status) ?? 'PROCESSING',
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(knowsChannels ? { channels } : {}),
    ...(startedAt ? { startedAt: new Date(startedAt.getTime() + clockOffsetMs) } : {}),
  };
}
