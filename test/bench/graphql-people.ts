import { withClient } from '../support/administration';
import type { BenchCompany } from './bench-company';

const LEADS = 10_000;
const CALLS_PER_LEAD = 5;

const ONE_LEAD = `mutation ($input: CreateLeadInput!) {
  createLead(input: $input) { created lead { id } } }`;

/**
 * Fills the company, and a second one beside it, with leads who have been called before. Rows are copied in bulk from one lead that
 * came over the API, without triggers: what became of these calls is not what is measured.
 */
export async function calledPeople(databaseUrl: string, company: BenchCompany): Promise<void> {
  const client = await company.signIn();
  await client.request(ONE_LEAD, { input: { phone: '+12125550100', name: 'Person 0', source: 'BENCH' } });
  await withClient(databaseUrl, async (database) => {
    await database.query('set session_replication_role = replica');
    const neighbour = await database.query<{ id: string }>(
      `insert into tenants select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'slug', 'neighbour'))).*
       from tenants t where id = $1 returning id`,
      [company.tenantId],
    );
    for (const tenantId of [company.tenantId, neighbour.rows[0]?.id]) {
      await database.query(LEADS_IN_BULK, [tenantId, LEADS]);
      await database.query(CALLS_IN_BULK, [tenantId, CALLS_PER_LEAD]);
    }
    await database.query('vacuum analyze');
  });
}

const LEADS_IN_BULK = /* sql */ `
insert into leads (tenant_id, id, phone, phone_country, zone_key, name, email, source, stage, temperature, score, created_at, updated_at)
select $1, gen_random_uuid(), '+1212' || (5560000 + n), 'US', (select zone_key from leads limit 1), 'Person ' || n,
  'person' || n || '@example.test', 'BENCH', (array['NEW', 'CONTACTED', 'QUALIFYING'])[1 + n % 3],
  (array['HOT', 'WARM', 'COLD', 'UNSCORED'])[1 + n % 4], case when n % 4 < 3 then (n % 1000) / 10.0 end,
  date_trunc('milliseconds', now()) - n * interval '1 minute', date_trunc('milliseconds', now())
from generate_series(1, $2::integer) n`;

const CALLS_IN_BULK = /* sql */ `
insert into calls (tenant_id, id, lead_id, agent_id, agent_version, origin, attempt, purpose, phone, from_number, zone_key, status,
  outcome, ring_timeout_seconds, max_call_seconds, queued_at, dial_started_at, answered_at, ended_at, duration_seconds, created_at,
  updated_at)
select l.tenant_id, gen_random_uuid(), l.id, (select agent_id from agent_versions limit 1), 1, 'MANUAL', n, 'MARKETING', l.phone,
  '+14155550100', l.zone_key, 'COMPLETED', (array['NO_ANSWER', 'BUSY', 'CALLBACK_REQUESTED'])[1 + n % 3], 30, 600, at, at,
  at + interval '9 seconds', at + interval '69 seconds', 60, at, at
from leads l, generate_series(1, $2::integer) n, lateral (select l.created_at + n * interval '1 hour' as at) moment
where l.tenant_id = $1 and l.source = 'BENCH'`;
