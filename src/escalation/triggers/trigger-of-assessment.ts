import type { CompletedAssessment } from '../../qualification/qualification.events';
import type { EscalationTrigger } from './escalation-trigger';

/** Nobody is handed over who asked not to be contacted, or was never there. */
const NOBODY_THERE: ReadonlySet<string> = new Set(['OPTED_OUT', 'WRONG_NUMBER', 'VOICEMAIL', 'NOT_INTERESTED']);

/** What an assessment says beside the fact of it. */
export interface AssessmentSigns {
  /** Signal of the conversation, such as human_requested; null when unknown. */
  readonly signal: string | null;
  /** True when no model could read the transcript. */
  readonly isUnread: boolean;
}

/** Hot or troubled leads escalate: the reason, or null. */
export function triggerOfAssessment(
  { outcome, nextAction, temperature }: Pick<CompletedAssessment, 'outcome' | 'nextAction' | 'temperature'>,
  { signal, isUnread }: AssessmentSigns,
): EscalationTrigger | null {
  if (NOBODY_THERE.has(outcome)) return null;
  if (signal === 'human_requested') return 'HUMAN_REQUESTED';
  if (nextAction === 'HUMAN_HANDOFF' && isUnread) return 'MODEL_REFUSED';
  if (temperature === 'HOT') return 'HIGH_VALUE';
  return nextAction === 'HUMAN_HANDOFF' ? 'LOW_CONFIDENCE' : null;
}
