import { did, handOverTriggerIn } from '../../calls/talk/turn-actions';
import { ESCALATION_TRIGGERS, type EscalationTrigger } from './escalation-trigger';

/** Why the agent gave the caller to a person, by what is kept with its turns; null when no rule wanted it. */
export function triggerOnCall(turns: readonly { readonly action: string | null }[]): EscalationTrigger | null {
  const last = turns.map(({ action }) => handOverTriggerIn(action)).findLast((name) => name !== undefined);
  return ESCALATION_TRIGGERS.find((trigger) => trigger === last) ?? null;
}

/** When the agent last gave the caller to a person, be it to one who calls back; null when it never did. */
export function handedOverAt(
  turns: readonly { readonly action: string | null; readonly spokenAt: Date }[],
): Date | null {
  return turns.findLast((turn) => did(turn, 'REQUEST_HUMAN'))?.spokenAt ?? null;
}
