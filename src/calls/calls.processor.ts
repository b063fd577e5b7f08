import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../platform/queues/handles-job.decorator';
import { DialCall, DialHotCall } from './calls.jobs';
import { CallPlacer } from './placing/call-placer.service';

@Injectable()
export class CallsProcessor {
  constructor(private readonly placer: CallPlacer) {}

  @HandlesJob(DialCall)
  async dialCall({ callId }: { tenantId: string; callId: string }): Promise<void> {
    await this.placer.place(callId);
  }

  @HandlesJob(DialHotCall)
  async dialHotCall({ callId }: { tenantId: string; callId: string }): Promise<void> {
    await this.placer.place(callId, undefined, 'HOT');
  }
}
