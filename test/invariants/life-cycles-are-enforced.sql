-- Each life cycle is watched by its trigger, switched on, for new rows and for every change of its column.
select cycle."table", cycle.machine, cycle.state
from (values
  ('leads', 'lead', 'stage'), ('lead_imports', 'lead_import', 'status'), ('campaigns', 'campaign', 'status'),
  ('enrolments', 'enrolment', 'state'), ('calls', 'call', 'status'), ('conversations', 'conversation', 'status'),
  ('assessments', 'assessment', 'status'), ('text_messages', 'text_message', 'status'),
  ('callbacks', 'callback', 'status'), ('fallback_texts', 'fallback_text', 'status'),
  ('list_imports', 'list_import', 'status'), ('contact_lists', 'contact_list', 'state'), ('carrier_accounts', 'carrier_account', 'state'),
  ('simulations', 'simulation', 'status'), ('escalations', 'escalation', 'status'), ('tickets', 'ticket', 'status'),
  ('appointments', 'appointment', 'status'), ('mail_messages', 'mail_message', 'status'),
  ('transfers', 'transfer', 'state'), ('transfer_legs', 'transfer_leg', 'status'), ('answers', 'answer', 'state'),
  ('webhook_endpoints', 'webhook_endpoint', 'status'), ('webhook_deliveries', 'webhook_delivery', 'status')
) as cycle ("table", machine, state)
where not exists (
  select 1 from pg_trigger t
  join pg_proc f on f.oid = t.tgfoid and f.proname = 'refuse_illegal_move'
  join pg_attribute a on a.attrelid = t.tgrelid and a.attname = cycle.state
  where t.tgrelid = to_regclass(cycle."table") and t.tgenabled in ('O', 'A') and a.attnum = any (t.tgattr)
    and (t.tgtype & 23) = 23 -- before (2), for each row (1), on insert (4) and update (16)
    and encode(t.tgargs, 'escape') = cycle.machine || '\000' || cycle.state || '\000'
)
