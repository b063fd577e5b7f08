import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { ConversationsService } from '../../conversations/conversations.service';
import type { Call } from '../call.entity';
import { mayAdopt } from '../call-decisions';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';
import { DialingGates } from '../placing/dialing-gates';
import type { SpokenCall } from '../talk/spoken-call';

/**
 * The fence against second conversations. When a phone is picked up the carrier must ask us what to say: the attempt adopts
 * the carrier call if it has no other and still lives; any other caller is told to hang up.
 */
@Injectable()
export class CallAnswering {
  constructor(
    private readonly store: CallStore,
    private readonly ender: CallEnder,
    private readonly gates: DialingGates,
    private readonly conversations: ConversationsService,
    private readonly agents: AgentsService,
  ) {}

  /** The call to speak on, or null when this carrier call must be hung up. */
  adopt(callId: string, providerCallId: string): Promise<SpokenCall | null> {
    return this.store.withLocked(callId, async (call, moment) => {
      if (!mayAdopt(call, providerCallId)) return null;
      if (!(await this.conversations.findByCall(call.id))) {
        if (await this.gates.isForbiddenNow(call, moment)) return null;
        await this.begin(call);
      }
      if (call.status !== 'IN_PROGRESS') {
        await this.store.change(call, {
          providerCallId,
          status: 'IN_PROGRESS',
          answeredAt: call.answeredAt ?? moment,
          leaseUntil: null,
          reconcileAt: null,
        });
        await this.ender.ledger.connected(call, moment);
      }
      return spokenCallOf(call);
    });
  }

  /** The call that owns this carrier call and was spoken on, whatever has become of it since; null when there is none. */
  async recognise(callId: string, providerCallId: string): Promise<SpokenCall | null> {
    const call = await this.store.find(callId);
    if (call?.providerCallId !== providerCallId || !(await this.conversations.findByCall(callId))) return null;
    return spokenCallOf(call);
  }

  /** With the call locked, so that its end finds the conversation there, or the conversation finds the call over. */
  private async begin(call: Call): Promise<void> {
    const { language } = await this.agents.versionOf(call.agentId, call.agentVersion);
    const { id: callId, leadId, agentId, agentVersion } = call;
    await this.conversations.openForCall({ callId, leadId, agentId, agentVersion, language });
  }
}

function spokenCallOf(call: Call): SpokenCall {
  return {
    id: call.id,
    tenantId: call.tenantId,
    leadId: call.leadId,
    ...(call.campaignId ? { campaignId: call.campaignId } : {}),
    ...(call.rubricId ? { rubricId: call.rubricId } : {}),
    agentId: call.agentId,
    agentVersion: call.agentVersion,
    guidance: call.guidance,
    phone: call.phone,
    maxCallSeconds: call.maxCallSeconds,
  };
}
