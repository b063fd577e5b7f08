/** Expressions a statement about contact facts is made of. */
interface FactsOf {
  readonly tenant: string;
  /** E.164. */
  readonly phone: string;
  readonly moment: string;
  /** North American area code, or null. */
  readonly areaCode: string;
  /** Call and text left out, or null. */
  readonly call: string;
  readonly text: string;
  /** Start of the attempts. */
  readonly since: string;
}

/**
 * Everything the company's own records, and the platform's, say about one number: one row, each part an index look. A fact written
 * while the decision was being made binds it: a moment after the one that is judged counts as that moment, so that no clock that goes
 * ahead lets a person be contacted who has just said no.
 */
function factsOf(of: FactsOf): string {
  return `${saidOf(of)}${triedOf(of)}${listedOf(of)}`;
}

/** The company, its policy, and what the person has agreed to and taken back. */
function saidOf({ tenant, phone, moment }: FactsOf): string {
  return /* sql */ `
select t.name as company,
  (select to_jsonb(p) from calling_policies p where p.tenant_id = ${tenant}) as policy,
  (select added_at from suppressions where tenant_id = ${tenant} and phone = ${phone} and removed_at is null) as "suppressedAt",
  (select added_at from platform_suppressions where phone = ${phone} and removed_at is null) as "suppressedByPlatformAt",
  (select jsonb_agg(g order by g."obtainedAt" desc) from (
    select id, type, phone, seller, channels, purposes, signature, discloses_automated_voice as "disclosesAutomatedVoice",
      discloses_not_condition as "disclosesNotCondition", invited_call as "invitedCall", occurred_at as "obtainedAt",
      expires_at as "expiresAt", reopt_in_at as "reoptInAt"
    from consents where tenant_id = ${tenant} and phone = ${phone} and kind = 'GRANT' order by occurred_at desc, id desc limit 200
  ) g) as consents,
  (select jsonb_agg(r) from (
    select scope, least(max(occurred_at), ${moment}) as at from consents where tenant_id = ${tenant} and phone = ${phone} and kind = 'REVOCATION' group by scope
  ) r) as revocations,
`;
}

/** Attempts, and what the person answered. */
function triedOf({ tenant, phone, moment, call, text, since }: FactsOf): string {
  return /* sql */ `  (select jsonb_agg(a) from (
    select least(dial_started_at, ${moment}) as at, 'AI_VOICE' as channel, project_id::text as subject from calls
    where tenant_id = ${tenant} and phone = ${phone} and dial_started_at > ${since} and not not_placed and id is distinct from ${call}
    union all
    select least(sent_at, ${moment}), channel, subject from text_messages
    where tenant_id = ${tenant} and phone = ${phone} and sent_at > ${since} and direction = 'OUTBOUND' and not not_sent and id is distinct from ${text}
  ) a) as attempts,
  (select max(received_at) from text_messages where tenant_id = ${tenant} and phone = ${phone} and direction = 'INBOUND') as "textedAt",
  (select max(called_at) from missed_calls where tenant_id = ${tenant} and phone = ${phone}) as "rangAt",
  (select max(ended_at) from calls where tenant_id = ${tenant} and phone = ${phone} and outcome = 'CALLBACK_REQUESTED') as "askedBackAt",
  (select max(ended_at) from calls where tenant_id = ${tenant} and phone = ${phone} and outcome = 'NOT_INTERESTED') as "declinedAt",
`;
}

/** Lists of others, confirmations and bans. */
function listedOf({ tenant, phone, moment, areaCode, text }: FactsOf): string {
  return /* sql */ `  (select jsonb_agg(l) from (
    select kind, jurisdiction, max(as_of) as "asOf",
      bool_or(exists (select 1 from contact_list_numbers n where n.tenant_id = ${tenant} and n.phone = ${phone} and n.list_id = c.id)) as listed
    from contact_lists c where tenant_id = ${tenant} and state = 'CURRENT' and (area_codes is null or ${areaCode} = any(area_codes))
    group by kind, jurisdiction
  ) l) as lists,
  (select jsonb_build_object('checkedAt', checked_at, 'result', result) from reassigned_checks
    where tenant_id = ${tenant} and phone = ${phone}) as reassigned,
  (select count(*)::int from text_messages m where m.tenant_id = ${tenant} and m.phone = ${phone} and m.direction = 'OUTBOUND' and not m.not_sent
    and m.purpose = 'OPT_OUT_CONFIRMATION' and m.id is distinct from ${text}
    and m.sent_at >= coalesce(greatest(
      (select max(occurred_at) from consents where tenant_id = ${tenant} and phone = ${phone} and kind = 'REVOCATION'),
      (select max(added_at) from suppressions where tenant_id = ${tenant} and phone = ${phone})), '-infinity')
  ) as "confirmationsSent",
  (select jsonb_agg(h) from (
    select jurisdiction, starts_at as "from", ends_at as "to" from emergency_holds
    where lifted_at is null and coalesce(ends_at, 'infinity'::timestamptz) > ${moment}
  ) h) as holds
from tenants t where t.id = ${tenant}`;
}

/** $1 tenant, $2 phone, $3 moment, $4 North American area code or null, $5 call and $6 text left out, $7 start of the attempts. */
export const CONTACT_FACTS = factsOf({
  tenant: '$1',
  phone: '$2',
  moment: '$3',
  areaCode: '$4',
  call: '$5',
  text: '$6',
  since: '$7',
});

/** The same of many numbers: $1 tenant, $2 phones, $3 moment, $4 their area codes or nulls, $5 start of the attempts. */
export const CONTACT_FACTS_OF_MANY = /* sql */ `
select person.phone, facts.* from unnest($2::text[], $4::text[]) as person (phone, area_code)
cross join lateral (${factsOf({
  tenant: '$1',
  phone: 'person.phone',
  moment: '$3',
  areaCode: 'person.area_code',
  call: 'null::uuid',
  text: 'null::uuid',
  since: '$5',
})}) facts`;
