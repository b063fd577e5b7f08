import { Injectable } from '@nestjs/common';
import { OnFact } from '../platform/events/on-fact.decorator';
import { Topics } from '../platform/pubsub/topics';
import { currentTenantId } from '../platform/context/request-context';
import { JobBell } from '../platform/queues/job-bell';
import { CallChanged, CallQueued } from './calls.events';
import { DialHotCall } from './calls.jobs';
import { CallUpdated } from './calls.topics';

/** Tells dashboards that a call moved, and the dialer that one waits. */
@Injectable()
export class CallListener {
  constructor(
    private readonly topics: Topics,
    private readonly bell: JobBell,
  ) {}

  @OnFact(CallQueued)
  async dial({ callId }: { callId: string }): Promise<void> {
    await this.bell.ring(DialHotCall, { tenantId: currentTenantId(), callId });
  }

  @OnFact(CallChanged)
  async publish({ callId, campaignId }: { callId: string; leadId: string; campaignId?: string }): Promise<void> {
    await this.topics.publish(CallUpdated, { callId });
    if (campaignId) await this.topics.publish(CallUpdated, { callId }, campaignId);
  }
}
