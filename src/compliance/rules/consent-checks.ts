import type { Case, Check } from './case';
import { coverOf, isComplete } from './consent-standing';
import type { ConsentNeed } from './rule-row';

/** What a contact needs before it may be made: the strictest of every row that claims it. */
export function needOf(of: Case): ConsentNeed {
  const { channel } = of.question.occasion;
  if (!of.marketing) return channel === 'HUMAN_VOICE' ? 'NONE' : 'EXPRESS';
  const need = of.inForce.marketingNeeds[channel];
  const asksOfMobiles = channel === 'HUMAN_VOICE' && of.inForce.consentIfMobile;
  return need === 'NONE' && asksOfMobiles && of.question.contact.line !== 'LANDLINE' ? 'EXPRESS' : need;
}

export const consentMissing: Check = (of) => {
  const need = needOf(of);
  if (need === 'NONE' || isExempt(of)) return undefined;
  const cover = coverOf(of.consent, of.question.occasion.channel, need, of.marketing ? 'MARKETING' : 'INFORMATIONAL');
  return typeof cover === 'string'
    ? { reason: cover, because: { need, channel: of.question.occasion.channel } }
    : undefined;
};

/** True when the contact needs no consent that is there, but is free as one of the few (see `isExempt`). */
export function isAllowedAsExempt(of: Case): boolean {
  if (!isExempt(of)) return false;
  return typeof coverOf(of.consent, of.question.occasion.channel, 'EXPRESS', 'INFORMATIONAL') === 'string';
}

/** Information in an artificial voice to an American residential line: 3 calls in any 30 days (47 CFR 64.1200(a)(3)(iii)). */
function isExempt(of: Case): boolean {
  const { contact, occasion, history } = of.question;
  if (of.purpose !== 'INFORMATIONAL' || occasion.channel !== 'AI_VOICE' || contact.line !== 'LANDLINE') return false;
  if (!of.inForce.isAmerican) return false;
  const { informational_landline_free_calls: free, informational_landline_period_seconds: seconds } = of.rules.policy;
  const made = history.attempts.filter((attempt) => {
    const age = of.at - attempt.at.getTime();
    return attempt.channel === 'AI_VOICE' && age >= 0 && age < seconds * 1_000;
  });
  return made.length < free;
}

/** Washington, RCW 80.36.400: an artificial voice may sell only to who asked to be called. */
export const aiVoiceProhibited: Check = (of) => {
  const row = of.inForce.invitedOnly;
  if (!row || !of.marketing || of.question.occasion.channel !== 'AI_VOICE') return undefined;
  const invited = of.consent.grants.some(
    (grant) =>
      grant.invitedCall &&
      grant.channels.includes('AI_VOICE') &&
      isComplete(grant, of.inForce.marketingNeeds.AI_VOICE, 'MARKETING'),
  );
  return invited ? undefined : { reason: 'AI_VOICE_PROHIBITED', because: { row: row.id } };
};
