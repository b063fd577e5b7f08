import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecordingStatus } from '../../voice/carrier.port';

/** A recording the carrier's account made of a call, as the carrier describes it; the sound is not kept here. */
@Entity('call_recordings')
export class CallRecording {
  @PrimaryColumn({ type: 'uuid', name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'call_id' })
  callId!: string;

  @PrimaryColumn({ type: 'text', name: 'provider_recording_id' })
  providerRecordingId!: string;

  @Column({ type: 'text' })
  status!: RecordingStatus;

  @Column({ type: 'integer', name: 'duration_seconds', nullable: true })
  durationSeconds!: number | null;

  @Column({ type: 'smallint', nullable: true })
  channels!: number | null;

  @Column({ type: 'timestamptz', name: 'started_at', nullable: true })
  startedAt!: Date | null;

  /** When the carrier was last asked about it. */
  @Column({ type: 'timestamptz', name: 'seen_at' })
  seenAt!: Date;
}
