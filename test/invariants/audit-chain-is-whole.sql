-- Each entry of a tenant's audit log, and of the platform's own, carries the hash of the one before it; none was changed, removed or
-- slipped in.
select tenant_id, seq
from (
  select tenant_id, seq, body, prev_hash, row_hash, lag(seq) over chain as before, lag(row_hash) over chain as before_hash
  from (
    select tenant_id, seq, body, prev_hash, row_hash from audit_log
    union all
    select null, seq, body, prev_hash, row_hash from platform_audit_log
  ) logs
  window chain as (partition by tenant_id order by seq)
) as entries
where row_hash <> sha256(coalesce(prev_hash, ''::bytea) || convert_to(body, 'UTF8'))
  or prev_hash is distinct from before_hash
  or seq <> coalesce(before, 0) + 1
