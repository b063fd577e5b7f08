-- A document has the passages it counts, numbered from 0 without a gap, and its index speaks of no other and of each.
with counted as (
  select d.tenant_id, d.id, d.passage_count,
    (select count(*) from knowledge_passages p where p.tenant_id = d.tenant_id and p.document_id = d.id) as passages,
    (select max(p.ordinal) from knowledge_passages p where p.tenant_id = d.tenant_id and p.document_id = d.id) as last,
    (select array_agg(distinct o.ordinal) from knowledge_terms t cross join unnest(t.ordinals) as o (ordinal)
      where t.tenant_id = d.tenant_id and t.document_id = d.id) as indexed
  from knowledge_documents d
)
select tenant_id, id, passage_count, passages, last
from counted
where passages <> passage_count or last <> passage_count - 1 or exists (
  select 1 from unnest(indexed) as o (ordinal) where o.ordinal not between 0 and passage_count - 1
) or coalesce(cardinality(indexed), 0) <> passage_count
