import { Injectable } from '@nestjs/common';
import type { EscalationStatus } from '../../../escalation/escalation-life-cycle';
import { EscalationLists } from '../../../escalation/escalation-lists.service';
import { HandoffPackets } from '../../../escalation/packets/handoff-packets.service';
import { WebhookEndpoints } from '../../webhooks/endpoints/webhook-endpoints.service';
import { escalationMail, type WrittenMail } from './escalation-mail';
import type { EscalationMailKind, MailMessage } from './mail-message.entity';
import { MailRecipients, type MailTopic } from './mail-recipients.service';
import { webhookMail } from './webhook-mail';

/** Makes the words of a message, from what is known when it is sent. */
@Injectable()
export class MailWriter {
  constructor(
    private readonly escalations: EscalationLists,
    private readonly packets: HandoffPackets,
    private readonly endpoints: WebhookEndpoints,
    private readonly recipients: MailRecipients,
  ) {}

  /** Null when nobody needs to be told any more, or the recipient may not be told any more. */
  async write({ kind, escalationId, webhookEndpointId, recipient }: MailMessage): Promise<WrittenMail | null> {
    if (kind === 'WEBHOOK_DISABLED') {
      if (webhookEndpointId === null || !(await this.mayHear(recipient, { webhookEndpointId }))) return null;
      return this.ofEndpoint(webhookEndpointId);
    }
    if (escalationId === null || !(await this.mayHear(recipient, { escalationId }))) return null;
    return this.ofEscalation(kind, escalationId);
  }

  /** Members leave, may only read since, or hand it on, and addresses are taken off, while a mail waits for its next attempt. */
  private async mayHear(recipient: string, about: MailTopic): Promise<boolean> {
    return (await this.recipients.of(about)).includes(recipient);
  }

  private async ofEscalation(kind: EscalationMailKind, escalationId: string): Promise<WrittenMail | null> {
    const escalation = await this.escalations.get(escalationId);
    if (!isAwaited(kind, escalation.status)) return null;
    const packet = (await this.packets.of([escalationId])).get(escalationId);
    if (!packet) return null;
    const { trigger, reason, raisedAt, callbackDueAt } = escalation;
    return escalationMail(packet, { kind, trigger, reason, raisedAt, callbackDueAt });
  }

  private async ofEndpoint(id: string): Promise<WrittenMail | null> {
    const endpoint = (await this.endpoints.byIds([id])).get(id);
    return endpoint?.status === 'DISABLED' ? webhookMail(endpoint) : null;
  }
}

/** Who has it in hand still has to hear of a promise. */
function isAwaited(kind: EscalationMailKind, status: EscalationStatus): boolean {
  return status === 'RAISED' || (kind === 'CALLBACK_PROMISED' && status === 'CLAIMED');
}
