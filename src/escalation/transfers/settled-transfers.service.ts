import { Injectable } from '@nestjs/common';
import { TransferTargets } from '../../calls/transfers/targets/transfer-targets.service';
import type { TransferResult } from '../../calls/transfers/transfer-state';
import { TransferStore } from '../../calls/transfers/transfer-store.service';
import type { Transfer } from '../../calls/transfers/transfer.entity';
import { transferIn } from '../../calls/talk/turn-actions';
import { ConversationsService } from '../../conversations/conversations.service';
import type { EscalationTrigger } from '../triggers/escalation-trigger';
import { triggerOnCall } from '../triggers/trigger-on-call';

/** A transfer that is settled, as those who take over see it. */
export interface SettledTransfer {
  readonly id: string;
  readonly callId: string;
  readonly leadId: string;
  readonly conversationId: string;
  readonly result: TransferResult;
  /** Why the caller was put through. */
  readonly reason: string;
  readonly trigger: EscalationTrigger;
  readonly requestedAt: Date;
  readonly settledAt: Date;
  /** Whether a later transfer of the same call reached somebody: news may come backwards. */
  readonly isMadeGood: boolean;
  /** Who took the call; the member they are, where they are one. */
  readonly colleague: { readonly name: string; readonly memberId: string | null } | null;
}

/** Reads transfers for those who take over. */
@Injectable()
export class SettledTransfers {
  constructor(
    private readonly store: TransferStore,
    private readonly targets: TransferTargets,
    private readonly conversations: ConversationsService,
  ) {}

  /** Null when it is not settled, or nobody spoke on the call. */
  async find(id: string, targetId?: string): Promise<SettledTransfer | null> {
    const transfer = await this.store.find(id);
    if (!transfer?.result || !transfer.settledAt) return null;
    const { callId, result, reason, requestedBy, createdAt: requestedAt, settledAt } = transfer;
    const conversation = await this.conversations.findByCall(callId);
    if (!conversation) return null;
    const { id: conversationId, leadId } = conversation;
    const target = targetId ? (await this.targets.byIds([targetId])).get(targetId) : undefined;
    const colleague = target ? { name: target.name, memberId: target.memberId } : null;
    const trigger = requestedBy.startsWith('SYSTEM:') ? await this.triggerOf(id, conversationId) : 'MANUAL';
    const isMadeGood = await this.isMadeGood(transfer, settledAt);
    const what = { result, reason, trigger, requestedAt, settledAt, isMadeGood, colleague };
    return { id, callId, leadId, conversationId, ...what };
  }

  private async isMadeGood({ id, callId }: Transfer, settledAt: Date): Promise<boolean> {
    const latest = (await this.store.latestOf([callId])).get(callId);
    return !!latest?.connectedAt && latest.id !== id && latest.connectedAt >= settledAt;
  }

  /** Of the turn in which the agent began it. */
  private async triggerOf(id: string, conversationId: string): Promise<EscalationTrigger> {
    const turns = await this.conversations.transcript(conversationId);
    return triggerOnCall(turns.filter(({ action }) => transferIn(action) === id)) ?? 'HUMAN_REQUESTED';
  }
}
