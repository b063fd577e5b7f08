import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { RecordingSnapshot } from '../../voice/carrier.port';
import { CallRecording } from './call-recording.entity';

/** What the carrier says of the recordings of calls. */
@Injectable()
export class CallRecordings {
  constructor(private readonly work: UnitOfWork) {}

  /** Keeps what the carrier says now, in the open unit of work. */
  async keep(callId: string, recordings: readonly RecordingSnapshot[], seenAt: Date): Promise<void> {
    if (recordings.length === 0) return;
    const rows = recordings.map(({ providerRecordingId, status, durationSeconds, channels, startedAt }) => ({
      tenantId: currentTenantId(),
      callId,
      providerRecordingId,
      status,
      durationSeconds: durationSeconds ?? null,
      channels: channels ?? null,
      startedAt: startedAt ?? null,
      seenAt,
    }));
    await this.work.run((tx) => tx.upsert(CallRecording, rows, ['tenantId', 'callId', 'providerRecordingId']));
  }

  /** Of each call, oldest first; calls without any are left out. */
  async ofCalls(callIds: readonly string[]): Promise<Map<string, CallRecording[]>> {
    const recordings = await this.work.single((tx) =>
      tx.find(CallRecording, {
        where: { tenantId: currentTenantId(), callId: In(callIds) },
        order: { startedAt: 'ASC', providerRecordingId: 'ASC' },
      }),
    );
    const byCall = new Map<string, CallRecording[]>();
    for (const recording of recordings) {
      byCall.set(recording.callId, [...(byCall.get(recording.callId) ?? []), recording]);
    }
    return byCall;
  }
}
