-- The text after a last attempt goes only to who was not reached by it, once, within its time and to that person; none waits for ever. The
-- moment is the program's (see the setting judge.now); the limit is several sweeps wide.
with present as (select coalesce(nullif(current_setting('judge.now', true), '')::timestamptz, clock_timestamp()) as moment)
select f.tenant_id, f.enrolment_id, f.status, f.reason, e.end_reason, e.last_outcome
from fallback_texts f
join enrolments e on e.tenant_id = f.tenant_id and e.id = f.enrolment_id
left join text_messages m on m.tenant_id = f.tenant_id and m.id = f.text_message_id
cross join present p
where e.state <> 'ENDED' or e.end_reason not in ('ATTEMPTS_EXHAUSTED', 'RETRIES_EXHAUSTED', 'PERSON_BUDGET')
  or e.last_outcome is null or e.last_outcome not in ('NO_ANSWER', 'BUSY', 'VOICEMAIL')
  or (f.status = 'SENT' and (m.request_key is distinct from 'fallback:' || f.enrolment_id or m.lead_id is distinct from f.lead_id
    or m.sent_at >= f.give_up_at))
  or (f.status = 'WAITING' and f.due_at < p.moment - interval '15 minutes')
union all
select m.tenant_id, f.enrolment_id, 'NOBODY PLANNED IT', m.request_key, null, null
from text_messages m
left join fallback_texts f on f.tenant_id = m.tenant_id and m.request_key = 'fallback:' || f.enrolment_id
where m.request_key like 'fallback:%' and f.enrolment_id is null
