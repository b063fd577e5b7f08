-- Every row an import has read is accounted for: the leads it says were new exist and bear its mark, and of the rows it refused
-- the first ten thousand are kept with their reasons.
select i.tenant_id, i.id as import_id, i.rows_read, i.created_count, l.leads, i.rejected_count, e.errors
from lead_imports i
cross join lateral (select count(*) as leads from leads where leads.tenant_id = i.tenant_id and leads.import_id = i.id) l
cross join lateral (select count(*) as errors from lead_import_errors r where r.tenant_id = i.tenant_id and r.import_id = i.id) e
where i.rows_read <> i.created_count + i.updated_count + i.unchanged_count + i.rejected_count
  or i.created_count <> l.leads
  or least(i.rejected_count, 10000) <> e.errors
