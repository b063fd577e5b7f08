-- Every text we sent has its own ALLOW receipt for the same channel, decided not after it was handed over and at most 60 s before.
select m.tenant_id, m.id as text_id, m.sent_at
from text_messages m
where m.direction = 'OUTBOUND'
  and not exists (
    select 1 from dial_checks d
    where d.tenant_id = m.tenant_id and d.text_message_id = m.id and d.channel = m.channel and d.verdict = 'ALLOW'
      and d.decided_at between m.sent_at - interval '60 seconds' and m.sent_at
  )
