-- A call to somebody enrolled is made by the agent the person had when it was claimed: the present one, or one since replaced. Who takes
-- part in an experiment was put into an arm of an experiment of that very campaign.
select c.tenant_id, c.id as call_id, c.agent_id, e.agent_id as speaker
from calls c
join enrolments e on e.tenant_id = c.tenant_id and e.id = c.enrolment_id
where e.agent_id is not null and c.agent_id <> e.agent_id and c.ended_at is null
union all
select e.tenant_id, e.id, e.arm_agent_id, e.agent_id
from enrolments e
join campaign_experiments x on x.tenant_id = e.tenant_id and x.id = e.experiment_id
where x.campaign_id <> e.campaign_id
