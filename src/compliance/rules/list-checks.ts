import type { Case, Check, Denial } from './case';
import { coverOf, hasWrittenPermission } from './consent-standing';
import { DAY } from './local-day';
import { hasRelationship } from './relationship';

/** The lists of others, which bind marketing. A written permission to this seller overrides the national and state lists. */
export const listed: Check = (of) => {
  if (!of.marketing) return undefined;
  const permitted = hasWrittenPermission(of.consent);
  return (
    (permitted ? undefined : doNotCallListed(of)) ?? preferenceRegistered(of) ?? (permitted ? undefined : stale(of))
  );
};

/** 47 CFR 64.1200(c)(2); a relationship helps only a person who calls, and only against the national list. */
function doNotCallListed({ question, rules, at }: Case): Denial | undefined {
  const { lists } = question.history;
  const related = question.occasion.channel === 'HUMAN_VOICE' && hasRelationship(question.history, rules.policy, at);
  if (lists.national && !related) return { reason: 'NATIONAL_DNC', because: {} };
  return lists.state ? { reason: 'STATE_DNC', because: {} } : undefined;
}

function preferenceRegistered(of: Case): Denial | undefined {
  if (!of.question.history.lists.preferenceRegister) return undefined;
  const consented = typeof coverOf(of.consent, of.question.occasion.channel, 'EXPRESS', 'MARKETING') !== 'string';
  const row = of.inForce.registers.find((one) => !(one.file.register_overridden_by_consent && consented));
  if (!row) return undefined;
  return { reason: 'PREFERENCE_REGISTER', because: { row: row.id, register: row.file.preference_register ?? null } };
}

/** A copy of the list older than the safe harbour allows says nothing about today (47 CFR 64.1200(c)(2)(i)(D): 31 days). */
function stale({ question, rules, inForce, at }: Case): Denial | undefined {
  const { checkedAt } = question.history.lists;
  const days = rules.policy.dnc_scrub_max_age_days;
  const age = checkedAt ? at - checkedAt.getTime() : Number.NaN;
  if (!inForce.needsScrub || (age >= 0 && age <= days * DAY)) return undefined;
  return { reason: 'DNC_SCRUB_STALE', because: { days, never: !checkedAt } };
}
