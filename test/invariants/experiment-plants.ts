import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

/** A lead whose speed is told, by the moments of a call that may not have been. */
function speed({ tenant, cases }: HealthyTenant, asked: string, answered: string): string {
  return `insert into lead_speeds (tenant_id, lead_id, project_id, source, received_at, in_hours, asked_at, open_ms, answered_at)
    select tenant_id, lead_id, project_id, 'WEB_FORM', dial_started_at - interval '2 seconds', true, ${asked}, 2000, ${answered}
    from calls where tenant_id = '${tenant}' and id = '${cases.qualified.call}'`;
}

export const EXPERIMENT_PLANTS: readonly Plant[] = [
  {
    invariant: 'people-keep-to-their-agents',
    what: 'a call by another agent',
    statements: ({ cases }) => [
      `update enrolments set agent_id = gen_random_uuid() where id = '${cases.dialing.enrolment}'`,
    ],
  },
  {
    invariant: 'people-keep-to-their-agents',
    what: 'an arm of another campaign’s experiment',
    statements: ({ tenant, agent, completedCampaign, cases }) => [
      `insert into campaign_experiments (tenant_id, id, campaign_id, started_at)
       values ('${tenant}', '${cases.dialing.call}', '${completedCampaign}', now())`,
      `update enrolments set agent_id = '${agent}', arm_agent_id = '${agent}', experiment_id = '${cases.dialing.call}'
       where id = '${cases.dialing.enrolment}'`,
    ],
  },
  {
    invariant: 'speed-is-that-of-the-calls',
    what: 'a request nobody made',
    statements: (own) => [speed(own, `dial_started_at - interval '1 second'`, 'null')],
  },
  {
    invariant: 'speed-is-that-of-the-calls',
    what: 'an answer nobody gave',
    statements: (own) => [speed(own, 'dial_started_at', `answered_at + interval '1 second'`)],
  },
];
