-- Who has written to the company within its hold, in a thread that goes on, is not called meanwhile; nor is who talks to a person of the
-- company. What was promised, and what answers the person's own call, is called all the same. Companies whose settings have changed since are left
-- out, and so are messages of the five seconds before a dial: they may have come while it was being decided.
select c.tenant_id, c.id as call_id, v.id as conversation_id, c.dial_started_at
from calls c
join tenants t on t.id = c.tenant_id and t.updated_at <= c.dial_started_at
join conversations v on v.tenant_id = c.tenant_id and v.lead_id = c.lead_id and v.call_id is null
  and coalesce(v.ended_at, 'infinity') > c.dial_started_at
where c.dial_started_at is not null and c.purpose is distinct from 'RESPONSIVE'
  and not exists (select 1 from callbacks k where k.tenant_id = c.tenant_id and k.enrolment_id = c.enrolment_id and k.promised_at <= c.dial_started_at)
  and ((v.escalated_at < c.dial_started_at - interval '5 seconds')
    or (v.channel <> 'WEB_FORM' and exists (select 1 from turns s where s.tenant_id = v.tenant_id and s.conversation_id = v.id and s.speaker = 'LEAD'
      and s.spoken_at < c.dial_started_at - interval '5 seconds'
      and s.spoken_at > c.dial_started_at - make_interval(mins => t.conversation_hold_minutes))))
