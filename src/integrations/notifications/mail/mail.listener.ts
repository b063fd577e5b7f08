import { Injectable } from '@nestjs/common';
import {
  CallbackPromised,
  EscalationAssigned,
  EscalationRaised,
  EscalationReminded,
  type RaisedEscalation,
} from '../../../escalation/escalations.events';
import type { FactDelivery } from '../../../platform/events/fact';
import { OnFact } from '../../../platform/events/on-fact.decorator';
import { WebhookEndpointDisabled } from '../../webhooks/webhooks.events';
import { MailPlanner } from './mail-planner.service';

/** Tells people by mail who waits for them, and what of theirs has stopped. Every reaction may run twice: the event is the key. */
@Injectable()
export class MailListener {
  constructor(private readonly planner: MailPlanner) {}

  @OnFact(EscalationRaised)
  async tellOfRaised({ escalationId }: RaisedEscalation, { eventId }: FactDelivery): Promise<void> {
    await this.planner.plan({ key: `raised:${eventId}`, kind: 'ESCALATION_RAISED', about: { escalationId } });
  }

  @OnFact(EscalationReminded)
  async tellOfWaiting({ escalationId }: { escalationId: string }, { eventId }: FactDelivery): Promise<void> {
    await this.planner.plan({ key: `reminder:${eventId}`, kind: 'ESCALATION_REMINDER', about: { escalationId } });
  }

  @OnFact(CallbackPromised)
  async tellOfPromise({ escalationId }: { escalationId: string }, { eventId }: FactDelivery): Promise<void> {
    await this.planner.plan({ key: `promised:${eventId}`, kind: 'CALLBACK_PROMISED', about: { escalationId } });
  }

  @OnFact(EscalationAssigned)
  async tellWhoShould({ escalationId }: { escalationId: string }, { eventId }: FactDelivery): Promise<void> {
    await this.planner.plan({ key: `assigned:${eventId}`, kind: 'ESCALATION_RAISED', about: { escalationId } });
  }

  @OnFact(WebhookEndpointDisabled)
  async tellOfDeafEndpoint({ endpointId }: { endpointId: string }, { eventId }: FactDelivery): Promise<void> {
    const about = { webhookEndpointId: endpointId };
    await this.planner.plan({ key: `webhook-disabled:${eventId}`, kind: 'WEBHOOK_DISABLED', about });
  }
}
