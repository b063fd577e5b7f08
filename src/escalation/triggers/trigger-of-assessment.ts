import type { CompletedAssessment } from '../../qualification/qualification.events';
import type { EscalationTrigger } from './escalation-trigger';

/** Nobody is handed over who asked not to be contacted, or was never there. */
const NOBODY_THERE: ReadonlySet<string> = new Set(['OPTED_OUT', 'WRONG_NUMBER', 'VOICEMAIL', 'NOT_INTERESTED']);

/** What an assessment says beside the fact of it. */
export interface AssessmentSigns {
  /** Signal of the conversation, such as human_requested; null when unknown. */
  readonly signal: string | null;
  /** Why the agent gave the caller to a person; null when no rule wanted it. */
  readonly onCall: EscalationTrigger | null;
  /** True when no model could read the transcript. */
  readonly isUnread: boolean;
}

/** Hot or troubled leads escalate: the reason, or null. */
export function triggerOfAssessment(
  { outcome, nextAction, temperature }: Pick<CompletedAssessment, 'outcome' | 'nextAction' | 'temperature'>,
  { signal, onCall, isUnread }: AssessmentSigns,
): EscalationTrigger | null {
  if (NOBODY_THERE.has(outcome)) return null;
  if (signal === 'human_requested') return onCall ?? 'HUMAN_REQUESTED';
  if (nextAction === 'HUMAN_HANDOFF' && isUnread) return 'MODEL_REFUSED';
  if (temperature === 'HOT') return 'HIGH_VALUE';
  return nextAction === 'HUMAN_HANDOFF' ? 'LOW_CONFIDENCE' : null;
}

/** What people have had of a lead who is written with. */
export interface HadByPeople {
  /** A person had this conversation and has given it back. */
  readonly isHandedBack: boolean;
  /** What the lead had said when a person had it last, or has it now, made it hot already. */
  readonly wasHot: boolean;
}

/**
 * The same for a conversation in writing, which is read after each answer. What people have had is no reason again: a hot lead is one
 * once, and of a conversation that was given back nothing but new worth is; a wish for a person is heard in the message that says so.
 */
export function triggerOfThread(
  assessed: Pick<CompletedAssessment, 'outcome' | 'nextAction' | 'temperature'>,
  signal: string | null,
  { isHandedBack, wasHot }: HadByPeople,
): EscalationTrigger | null {
  const trigger = triggerOfAssessment(assessed, {
    signal: isHandedBack ? null : signal,
    onCall: null,
    isUnread: false,
  });
  if (trigger === 'HIGH_VALUE') return wasHot ? null : trigger;
  return isHandedBack ? null : trigger;
}
