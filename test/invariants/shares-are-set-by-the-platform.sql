-- What a company may have at the others' cost, no role of companies can write.
select c.name as column_name
from (values ('guaranteed_calls'), ('dialing_share')) as c (name)
where has_column_privilege('callwright_app', 'tenants', c.name, 'update')
