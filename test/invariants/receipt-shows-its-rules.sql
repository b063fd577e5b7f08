-- Every receipt says under which rules it was decided and on what; whoever was allowed or put off was found somewhere, by rows that are named.
select d.tenant_id, d.id as check_id, d.verdict, d.reason
from dial_checks d
where d.rules_version = '' or d.explanation = '' or d.facts = '{}'
  or (d.verdict <> 'DENY' and (
    cardinality(d.time_zones) = 0 or cardinality(d.jurisdictions) = 0 or cardinality(d.rows_applied) = 0
  ))
