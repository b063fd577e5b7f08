-- A copy of another's list is in use only once its file was read to its end, with every number that was counted; of two copies of one
-- list and the same area codes one at most is.
select l.tenant_id, l.id as list_id
from contact_lists l
join list_imports i on i.tenant_id = l.tenant_id and i.id = l.id
where l.state = 'CURRENT' and (
  i.status <> 'COMPLETED'
  or l.numbers <> (select count(*) from contact_list_numbers n where n.tenant_id = l.tenant_id and n.list_id = l.id)
  or exists (
    select 1 from contact_lists o
    where o.tenant_id = l.tenant_id and o.id <> l.id and o.state = 'CURRENT' and o.kind = l.kind and o.jurisdiction = l.jurisdiction
      and o.area_codes is not distinct from l.area_codes
  )
)
