-- The turns of a conversation are numbered from 1 without a gap, and as many as it says.
select v.tenant_id, v.id as conversation_id, v.turn_count, count(t.seq) as turns, min(t.seq) as first, max(t.seq) as last
from conversations v
left join turns t on t.tenant_id = v.tenant_id and t.conversation_id = v.id
group by v.tenant_id, v.id, v.turn_count
having v.turn_count <> count(t.seq) or (count(t.seq) > 0 and (min(t.seq) <> 1 or max(t.seq) <> count(t.seq)))
