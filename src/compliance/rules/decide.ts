import { callerIdInvalid } from './caller-id-checks';
import type { Because, Case, Check } from './case';
import { counselRequired, regionExcluded, registrationRequired } from './company-checks';
import { aiVoiceProhibited, consentMissing, isAllowedAsExempt } from './consent-checks';
import { standingOf } from './consent-standing';
import type { AllowReason, ContactDecision, DecidedPlace, DenyReason } from './contact-decision';
import type { ContactPurpose, ContactQuestion } from './contact-question';
import { listed } from './list-checks';
import {
  confirmationRefused,
  consentRevoked,
  internalDnc,
  isReply,
  leadDeclined,
  numberReassigned,
  phoneUnusable,
  reassignedCheckRequired,
} from './opt-out-checks';
import type { Placed } from './place';
import { placeOf } from './place-of-contact';
import type { RuleBase } from './rule-base';
import { closesAt, hoursOf, nextAllowed, waitOf } from './time-checks';

/** What binds even an answer to the person's own message. */
const ALWAYS: readonly Check[] = [internalDnc, consentRevoked, phoneUnusable];

/** What a fact must change for, in the order of docs/calling-rules.md; the company's own limits come last. */
const BEFORE_TIME: readonly Check[] = [
  leadDeclined,
  numberReassigned,
  reassignedCheckRequired,
  consentMissing,
  aiVoiceProhibited,
  listed,
  callerIdInvalid,
  regionExcluded,
  registrationRequired,
  counselRequired,
];

/**
 * May this person be contacted at this moment? The first rule that says no is the reason. Pure: the same question under the same
 * rules has the same answer.
 * @throws RangeError when the moment is no moment.
 */
export function decide(question: ContactQuestion, rules: RuleBase): ContactDecision {
  const at = question.moment.getTime();
  if (Number.isNaN(at)) throw new RangeError('The moment of a contact must be a date.');
  const place = placeOf(question.contact, rules);
  if (!place.known) return denied({ place, labels: [] }, rules, place.reason, { by: place.placedBy });
  const inForce = place.locality.inForceAt(at);
  if (!inForce.hasCountry) return denied({ place, labels: [] }, rules, 'COUNTRY_NOT_ENABLED', { by: place.placedBy });
  const purpose = judgedPurpose(question, at);
  return decided({
    question,
    rules,
    place,
    at,
    inForce,
    purpose,
    marketing: purpose === 'MARKETING',
    consent: standingOf(question, purpose, at),
  });
}

/** A reply is one while the person's message is fresh; a confirmation is a text. Anything else they claim to be is marketing. */
function judgedPurpose({ occasion, history }: ContactQuestion, at: number): ContactPurpose {
  const { purpose, channel } = occasion;
  if (purpose === 'RESPONSIVE') return isReply(history.inboundAt, at) ? 'RESPONSIVE' : 'MARKETING';
  if (purpose === 'OPT_OUT_CONFIRMATION') return channel === 'SMS' || channel === 'WHATSAPP' ? purpose : 'MARKETING';
  return purpose;
}

function decided(of: Case): ContactDecision {
  if (of.purpose === 'OPT_OUT_CONFIRMATION')
    return deniedBy(of, [confirmationRefused]) ?? allowed(of, 'OK_OPT_OUT_CONFIRMATION');
  const bound = deniedBy(of, ALWAYS);
  if (bound) return bound;
  if (of.purpose === 'RESPONSIVE') return allowed(of, 'OK_RESPONSIVE');
  return deniedBy(of, BEFORE_TIME) ?? timed(of);
}

function timed(of: Case): ContactDecision {
  const hours = hoursOf(of);
  const wait = waitOf(of, hours);
  if (!wait) return allowed(of, isAllowedAsExempt(of) ? 'OK_EXEMPT_INFORMATIONAL' : 'OK', closesAt(of, hours));
  const next = nextAllowed(of, hours);
  return { verdict: 'DEFER', ...wait, ...basisOf(of), nextAllowedAt: next === undefined ? null : new Date(next) };
}

function deniedBy(of: Case, checks: readonly Check[]): ContactDecision | undefined {
  for (const check of checks) {
    const denial = check(of);
    if (denial) return denied({ place: of.place, labels: of.inForce.labels }, of.rules, denial.reason, denial.because);
  }
  return undefined;
}

function allowed(of: Case, reason: AllowReason, closes?: number): ContactDecision {
  const closing = closes === undefined ? null : new Date(closes);
  return { verdict: 'ALLOW', reason, because: {}, ...basisOf(of), closesAt: closing };
}

function basisOf({ place, inForce, rules }: Case) {
  return { place: shownPlace(place), rowsApplied: inForce.labels, rulesVersion: rules.version };
}

function denied(
  basis: { readonly place: DecidedPlace; readonly labels: readonly string[] },
  rules: RuleBase,
  reason: DenyReason,
  because: Because,
): ContactDecision {
  const { place, labels } = basis;
  return {
    verdict: 'DENY',
    reason,
    because,
    place: shownPlace(place),
    rowsApplied: labels,
    rulesVersion: rules.version,
  };
}

function shownPlace({ candidateZones, jurisdictions }: DecidedPlace | Placed): DecidedPlace {
  return { candidateZones, jurisdictions };
}
