import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AgentsService } from '../agents/agents.service';
import type { Agent } from '../agents/agent.entity';
import type { Lead } from '../leads/lead.entity';
import { isUniqueViolation } from '../platform/database/sql';
import { ConversationHolds } from '../conversations/threads/conversation-holds.service';
import { Outbox } from '../platform/events/outbox';
import { Call } from './call.entity';
import { CallSlots, type FullLimit } from './call-slots.port';
import { CallEquipment, type MissingEquipment } from './call-equipment.service';
import { CallQueued } from './calls.events';

/** Ring time and longest talk of a call that no campaign asked for. */
const RING_TIMEOUT_SECONDS = 25;
const MAX_CALL_SECONDS = 600;

export type ManualCall =
  | { readonly kind: 'QUEUED'; readonly call: Call }
  | { readonly kind: 'IN_CONVERSATION'; readonly until: Date }
  | { readonly kind: 'LIMIT_REACHED'; readonly limit: FullLimit }
  | { readonly kind: 'AGENT_UNAVAILABLE' | 'LEAD_BUSY' | MissingEquipment };

/** Calls a person asked for. They pass every gate like all others, once, and are not retried. */
@Injectable()
export class ManualCalls {
  constructor(
    private readonly agents: AgentsService,
    private readonly equipment: CallEquipment,
    private readonly outbox: Outbox,
    private readonly slots: CallSlots,
    private readonly holds: ConversationHolds,
  ) {}

  /** @throws NotFound for an agent of somebody else */
  async queue(lead: Lead, agentId?: string | null): Promise<ManualCall> {
    const [missing] = this.equipment.missing();
    if (missing) return { kind: missing };
    const hold = await this.holds.now(lead.id);
    if (hold) return { kind: 'IN_CONVERSATION', until: hold.until };
    const agent = await this.agentFor(lead, agentId);
    if (!agent) return { kind: 'AGENT_UNAVAILABLE' };
    try {
      return await this.insert(lead, agent);
    } catch (error) {
      if (isUniqueViolation(error, 'calls_one_live_per_phone')) return { kind: 'LEAD_BUSY' };
      throw error;
    }
  }

  private async agentFor(lead: Lead, agentId?: string | null): Promise<Agent | undefined> {
    if (agentId) {
      const agent = await this.agents.get(agentId);
      return agent.isActive && !agent.deletedAt ? agent : undefined;
    }
    return lead.projectId ? (await this.agents.listActive(lead.projectId))[0] : undefined;
  }

  private async insert(lead: Lead, agent: Agent): Promise<ManualCall> {
    const result = await this.slots.withRoom(agent.id, async (tx, moment) => {
      const key = { tenantId: lead.tenantId, id: uuidv7() };
      await tx.insert(Call, { ...key, ...columnsOf(lead, agent, this.equipment.fromNumber, moment) });
      await this.outbox.record(CallQueued, { callId: key.id, leadId: lead.id });
      // As it is stored: columns that were not given have their defaults.
      return tx.findOneByOrFail(Call, key);
    });
    return 'full' in result ? { kind: 'LIMIT_REACHED', limit: result.full } : { kind: 'QUEUED', call: result.made };
  }
}

function columnsOf(lead: Lead, agent: Agent, fromNumber: string, moment: Date): Partial<Call> {
  return {
    leadId: lead.id,
    projectId: lead.projectId,
    agentId: agent.id,
    agentVersion: agent.version,
    guidance: '',
    origin: 'MANUAL',
    lane: 'HOT',
    attempt: 1,
    phone: lead.phone,
    fromNumber,
    zoneKey: lead.zoneKey,
    status: 'QUEUED',
    ringTimeoutSeconds: RING_TIMEOUT_SECONDS,
    maxCallSeconds: MAX_CALL_SECONDS,
    notPlaced: false,
    queuedAt: moment,
    createdAt: moment,
    updatedAt: moment,
  };
}
