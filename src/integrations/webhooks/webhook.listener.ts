import { Injectable } from '@nestjs/common';
import {
  AppointmentCancelled,
  AppointmentKept,
  AppointmentPromised,
} from '../../escalation/appointments/appointments.events';
import {
  EscalationAssigned,
  EscalationClaimed,
  EscalationRaised,
  EscalationResolved,
  type RaisedEscalation,
} from '../../escalation/escalations.events';
import { TicketMoved, TicketOpened } from '../../escalation/tickets/tickets.events';
import type { FactDelivery } from '../../platform/events/fact';
import { OnFact } from '../../platform/events/on-fact.decorator';
import {
  AssessmentCompleted,
  type CompletedAssessment,
  type LeadQualifiedInWriting,
  QualifiedInWriting,
} from '../../qualification/qualification.events';
import { WebhookPlanner } from './webhook-planner.service';

type Booked = { appointmentId: string; leadId: string };

/**
 * Tells programs of companies what happened. Every reaction may run twice: the event is the key. Each field is named here, so that what a
 * fact comes to hold later is not told to strangers by itself.
 */
@Injectable()
export class WebhookListener {
  constructor(private readonly planner: WebhookPlanner) {}

  @OnFact(EscalationRaised)
  async tellRaised(fact: RaisedEscalation, delivery: FactDelivery): Promise<void> {
    const { escalationId, leadId, conversationId, callId, trigger } = fact;
    const data = { escalationId, leadId, conversationId, callId, trigger };
    await this.planner.plan('escalation.raised', data, delivery);
  }

  @OnFact(EscalationAssigned)
  async tellAssigned(fact: { escalationId: string; userId: string | null }, delivery: FactDelivery): Promise<void> {
    const { escalationId, userId } = fact;
    await this.planner.plan('escalation.assigned', { escalationId, userId }, delivery);
  }

  @OnFact(EscalationClaimed)
  async tellClaimed(fact: { escalationId: string; userId: string }, delivery: FactDelivery): Promise<void> {
    const { escalationId, userId } = fact;
    await this.planner.plan('escalation.claimed', { escalationId, userId }, delivery);
  }

  @OnFact(EscalationResolved)
  async tellResolved(fact: { escalationId: string; handedBack: boolean }, delivery: FactDelivery): Promise<void> {
    const { escalationId, handedBack } = fact;
    await this.planner.plan('escalation.resolved', { escalationId, handedBack }, delivery);
  }

  @OnFact(AppointmentPromised)
  async tellBooked({ appointmentId, leadId }: Booked, delivery: FactDelivery): Promise<void> {
    await this.planner.plan('appointment.booked', { appointmentId, leadId }, delivery);
  }

  @OnFact(AppointmentCancelled)
  async tellCancelled({ appointmentId, leadId }: Booked, delivery: FactDelivery): Promise<void> {
    await this.planner.plan('appointment.cancelled', { appointmentId, leadId }, delivery);
  }

  @OnFact(AppointmentKept)
  async tellKept({ appointmentId, leadId }: Booked, delivery: FactDelivery): Promise<void> {
    await this.planner.plan('appointment.kept', { appointmentId, leadId }, delivery);
  }

  @OnFact(TicketOpened)
  async tellOpened(
    fact: { ticketId: string; leadId: string; conversationId: string | null },
    delivery: FactDelivery,
  ): Promise<void> {
    const { ticketId, leadId, conversationId } = fact;
    await this.planner.plan('ticket.opened', { ticketId, leadId, conversationId }, delivery);
  }

  @OnFact(TicketMoved)
  async tellMoved({ ticketId, status }: { ticketId: string; status: string }, delivery: FactDelivery): Promise<void> {
    await this.planner.plan('ticket.moved', { ticketId, status }, delivery);
  }

  @OnFact(AssessmentCompleted)
  async tellQualified(fact: CompletedAssessment, delivery: FactDelivery): Promise<void> {
    if (fact.outcome !== 'QUALIFIED') return;
    const { leadId, callId, assessmentId, campaignId = null, score, temperature, nextAction } = fact;
    const of = { leadId, callId, conversationId: null, assessmentId, campaignId };
    await this.planner.plan('lead.qualified', { ...of, score, temperature, nextAction }, delivery);
  }

  @OnFact(QualifiedInWriting)
  async tellQualifiedInWriting(fact: LeadQualifiedInWriting, delivery: FactDelivery): Promise<void> {
    const { leadId, conversationId, assessmentId, score, temperature, nextAction } = fact;
    const of = { leadId, callId: null, conversationId, assessmentId, campaignId: null };
    await this.planner.plan('lead.qualified', { ...of, score, temperature, nextAction }, delivery);
  }
}
