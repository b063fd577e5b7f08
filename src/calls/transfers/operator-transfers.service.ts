import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../conversations/conversations.service';
import { CallsService } from '../calls.service';
import { TalkBackground } from '../talk/talk-background.service';
import { CallTransfers, type TransferBegun } from './call-transfers.service';
import { summaryOf } from './transfer-summary';

const DEFAULT_LANGUAGE = 'en-US';

/** Transfers that a person asks for, of a call they watch. */
@Injectable()
export class OperatorTransfers {
  constructor(
    private readonly calls: CallsService,
    private readonly conversations: ConversationsService,
    private readonly about: TalkBackground,
    private readonly transfers: CallTransfers,
  ) {}

  /** @throws CallNotFound; NotFound when somebody named is no registered colleague. */
  async begin(callId: string, targetIds?: readonly string[] | null, note?: string | null): Promise<TransferBegun> {
    const call = await this.calls.get(callId);
    const conversation = await this.conversations.findByCall(callId);
    const language = conversation?.language ?? DEFAULT_LANGUAGE;
    const turns = conversation ? await this.conversations.transcript(conversation.id) : [];
    const { lead } = await this.about.of(call.leadId);
    const words = turns.findLast(({ speaker }) => speaker === 'LEAD')?.text;
    return this.transfers.begin({
      callId,
      targetIds,
      summary: { text: summaryOf({ language, name: lead.name, project: lead.project, words, note }), language },
      reason: note?.trim() || 'An operator put the caller through.',
    });
  }
}
