import { declareFact } from '../platform/events/fact';
import type { EscalationTrigger } from './triggers/escalation-trigger';

export interface RaisedEscalation {
  readonly escalationId: string;
  readonly leadId: string;
  readonly conversationId: string | null;
  readonly callId: string | null;
  readonly trigger: EscalationTrigger;
}

/** A human is asked for. */
export const EscalationRaised = declareFact<RaisedEscalation>('escalation.raised');

/** It has waited unclaimed for `minutes`; `step` counts from 1 and is told once. */
export const EscalationReminded = declareFact<{ escalationId: string; step: number; minutes: number }>(
  'escalation.reminded',
);

/** The person of an escalation that was open already has been told that somebody calls back. */
export const CallbackPromised = declareFact<{ escalationId: string }>('escalation.callback-promised');

/** Somebody has taken it. */
export const EscalationClaimed = declareFact<{ escalationId: string; userId: string }>('escalation.claimed');

/** It waits for this member, or for anybody where it is null; whoever had claimed it has it no more. */
export const EscalationAssigned = declareFact<{ escalationId: string; userId: string | null }>('escalation.assigned');

/** It is done; `handedBack` when the AI may speak again. */
export const EscalationResolved = declareFact<{ escalationId: string; handedBack: boolean }>('escalation.resolved');
