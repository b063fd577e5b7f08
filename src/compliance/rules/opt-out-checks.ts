import type { Case, Check, Denial } from './case';
import { DAY } from './local-day';

/** How long a person's own message may be answered as such. */
export const RESPONSIVE_MS = DAY;

/** True while the person's own message or request is at most 24 hours old. */
export function isReply(inboundAt: Date | null, at: number): boolean {
  const age = inboundAt ? at - inboundAt.getTime() : Number.NaN;
  return age >= 0 && age <= RESPONSIVE_MS;
}

/** The one text that confirms an opt-out, within minutes of it (47 CFR 64.1200(a)(12)). */
export const confirmationRefused: Check = ({ question, rules, at }): Denial | undefined => {
  const { confirmationsSent, revocations, internalDncAt } = question.history;
  if (confirmationsSent >= rules.file.opt_out.confirmation_texts_max)
    return { reason: 'OPT_OUT_CONFIRMATION_DUPLICATE', because: { confirmationsSent } };
  const optOuts = [...revocations.map((one) => one.at), ...(internalDncAt ? [internalDncAt] : [])]
    .map((moment) => moment.getTime())
    .filter((moment) => moment <= at);
  const seconds = rules.policy.opt_out_confirmation_max_seconds;
  const inTime = optOuts.length > 0 && at - Math.max(...optOuts) <= seconds * 1_000;
  return inTime ? undefined : { reason: 'OPT_OUT_CONFIRMATION_LATE', because: { seconds } };
};

/** Kept until the person opts in again in writing: longer than any law asks (5 years; Virginia 10). */
export const internalDnc: Check = ({ consent }) =>
  consent.internalDncBinds ? { reason: 'INTERNAL_DNC', because: {} } : undefined;

/** At once, on every channel; ten business days are the law's outer limit, not the product's (47 CFR 64.1200(a)(10)). */
export const consentRevoked: Check = ({ consent }) =>
  consent.revocationBinds ? { reason: 'CONSENT_REVOKED', because: {} } : undefined;

/** No waiting makes a dead number live, or a stranger the person we mean. */
export const phoneUnusable: Check = ({ question }) =>
  question.history.phoneUsable ? undefined : { reason: 'PHONE_UNUSABLE', because: {} };

/** United Arab Emirates, Cabinet Resolution 56 of 2024: never again after a refusal. */
export const leadDeclined: Check = ({ question, marketing, inForce, at }) => {
  const { declinedAt } = question.history;
  return marketing && inForce.noRecall && declinedAt && !(declinedAt.getTime() > at)
    ? { reason: 'LEAD_DECLINED', because: { row: inForce.noRecall.id } }
    : undefined;
};

/** 47 CFR 64.1200(m). */
export const numberReassigned: Check = ({ question }) =>
  question.history.reassigned?.result === 'YES' ? { reason: 'NUMBER_REASSIGNED', because: {} } : undefined;

/** Maine, HB 1433 of 2024. Only an answer "no" that is recent enough counts as a check. */
export const reassignedCheckRequired: Check = (of: Case) => {
  const row = of.inForce.reassignedCheck;
  if (!of.marketing || !row) return undefined;
  const { policy } = of.rules;
  const days = policy.rnd_recheck_days ?? of.rules.file.policy.recommended_production.rnd_recheck_days;
  const { reassigned } = of.question.history;
  const age = reassigned?.result === 'NO' ? of.at - reassigned.checkedAt.getTime() : Number.NaN;
  return age >= 0 && age <= days * DAY ? undefined : { reason: 'RND_CHECK_REQUIRED', because: { row: row.id, days } };
};
