import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from '../../support/test-app';

/**
 * So many leads that have been assessed by version 1 of a rubric, in a few statements: with budgets of 1,000, 2,000 … 100,000 AED, every
 * second of them in a hurry. Their scores are yet to be computed.
 */
export async function assessedLeads(app: TestApp, tenantId: string, rubricId: string, count: number): Promise<void> {
  const batch = uuidv7();
  const now = app.clock.now();
  await app.sql(
    `insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, 'UNKNOWN', '{}', '{}') on conflict do nothing`,
    [tenantId],
  );
  await app.sql(
    `insert into leads (tenant_id, id, phone, zone_key, attributes, source, created_at, updated_at)
     select $1, md5($2 || 'lead' || n)::uuid, '+1' || (2000000000 + (select count(*) from leads where tenant_id = $1) + n), 'UNKNOWN', '{}', 'API', $3, $3
     from generate_series(1, $4::int) n`,
    [tenantId, batch, now, count],
  );
  await app.sql(
    `insert into conversations (tenant_id, id, lead_id, channel, status, started_at, updated_at)
     select $1, md5($2 || 'talk' || n)::uuid, md5($2 || 'lead' || n)::uuid, 'SMS', 'ACTIVE', $3, $3 from generate_series(1, $4::int) n`,
    [tenantId, batch, now, count],
  );
  await app.sql(
    `insert into assessments (tenant_id, id, lead_id, conversation_id, rubric_id, due_at, created_at)
     select $1, md5($2 || 'score' || n)::uuid, md5($2 || 'lead' || n)::uuid, md5($2 || 'talk' || n)::uuid, $3, $4, $4
     from generate_series(1, $5::int) n`,
    [tenantId, batch, rubricId, now, count],
  );
  await app.sql(
    `update assessments set status = 'COMPLETED', rubric_version = 1, completed_at = $2 where tenant_id = $1 and rubric_id = $3`,
    [tenantId, now, rubricId],
  );
  await app.sql(
    `insert into lead_facts (tenant_id, id, lead_id, field, status, value, money, quotes, conversation_id, turn_seq, confidence, extractor,
       extraction_version, said_at, recorded_at)
     select $1, md5($2 || f.field || n)::uuid, md5($2 || 'lead' || n)::uuid, f.field, 'STATED', f.value, f.money, '[]', md5($2 || 'talk' || n)::uuid,
       1, 0.9, 'MODEL', 'model-2', $3, $3
     from generate_series(1, $4::int) n cross join lateral (values
       ('budget', to_jsonb((n % 100 + 1) * 1000), jsonb_build_object('min', (n % 100 + 1) * 1000, 'max', (n % 100 + 1) * 1000, 'currency', 'AED')),
       ('timeline', to_jsonb(case when n % 2 = 0 then 'immediate' else 'later' end), null)) f (field, value, money)`,
    [tenantId, batch, now, count],
  );
}
