/**
 * Everything the company's own records, and the platform's, say about one number: one row, each part an index look. A fact written
 * while the decision was being made binds it: a moment after the one that is judged counts as that moment, so that no clock that goes
 * ahead lets a person be contacted who has just said no.
 *
 * $1 tenant, $2 phone, $3 moment, $4 North American area code or null, $5 call and $6 text left out, $7 start of the attempts.
 */
export const CONTACT_FACTS = /* sql */ `
select t.name as company,
  (select to_jsonb(p) from calling_policies p where p.tenant_id = $1) as policy,
  (select added_at from suppressions where tenant_id = $1 and phone = $2 and removed_at is null) as "suppressedAt",
  (select added_at from platform_suppressions where phone = $2 and removed_at is null) as "suppressedByPlatformAt",
  (select jsonb_agg(g order by g."obtainedAt" desc) from (
    select id, type, phone, seller, channels, purposes, signature, discloses_automated_voice as "disclosesAutomatedVoice",
      discloses_not_condition as "disclosesNotCondition", invited_call as "invitedCall", occurred_at as "obtainedAt",
      expires_at as "expiresAt", reopt_in_at as "reoptInAt"
    from consents where tenant_id = $1 and phone = $2 and kind = 'GRANT' order by occurred_at desc, id desc limit 200
  ) g) as consents,
  (select jsonb_agg(r) from (
    select scope, least(max(occurred_at), $3) as at from consents where tenant_id = $1 and phone = $2 and kind = 'REVOCATION' group by scope
  ) r) as revocations,
  (select jsonb_agg(a) from (
    select least(dial_started_at, $3) as at, 'AI_VOICE' as channel, project_id::text as subject from calls
    where tenant_id = $1 and phone = $2 and dial_started_at > $7 and not not_placed and id is distinct from $5
    union all
    select least(sent_at, $3), channel, subject from text_messages
    where tenant_id = $1 and phone = $2 and sent_at > $7 and direction = 'OUTBOUND' and not not_sent and id is distinct from $6
  ) a) as attempts,
  (select max(received_at) from text_messages where tenant_id = $1 and phone = $2 and direction = 'INBOUND') as "textedAt",
  (select max(ended_at) from calls where tenant_id = $1 and phone = $2 and outcome = 'CALLBACK_REQUESTED') as "askedBackAt",
  (select max(ended_at) from calls where tenant_id = $1 and phone = $2 and outcome = 'NOT_INTERESTED') as "declinedAt",
  (select jsonb_agg(l) from (
    select kind, jurisdiction, max(as_of) as "asOf",
      bool_or(exists (select 1 from contact_list_numbers n where n.tenant_id = $1 and n.phone = $2 and n.list_id = c.id)) as listed
    from contact_lists c where tenant_id = $1 and state = 'CURRENT' and (area_codes is null or $4 = any(area_codes))
    group by kind, jurisdiction
  ) l) as lists,
  (select jsonb_build_object('checkedAt', checked_at, 'result', result) from reassigned_checks
    where tenant_id = $1 and phone = $2) as reassigned,
  (select count(*)::int from text_messages m where m.tenant_id = $1 and m.phone = $2 and m.direction = 'OUTBOUND' and not m.not_sent
    and m.purpose = 'OPT_OUT_CONFIRMATION' and m.id is distinct from $6
    and m.sent_at >= coalesce(greatest(
      (select max(occurred_at) from consents where tenant_id = $1 and phone = $2 and kind = 'REVOCATION'),
      (select max(added_at) from suppressions where tenant_id = $1 and phone = $2)), '-infinity')
  ) as "confirmationsSent",
  (select jsonb_agg(h) from (
    select jurisdiction, starts_at as "from", ends_at as "to" from emergency_holds
    where lifted_at is null and coalesce(ends_at, 'infinity'::timestamptz) > $3
  ) h) as holds
from tenants t where t.id = $1`;
