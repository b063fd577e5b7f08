import { v7 as uuidv7 } from 'uuid';
import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import type { TestApp } from '../../support/test-app';

export interface CallSetting {
  readonly phone?: string;
  readonly leadName?: string | null;
  readonly attributes?: object;
  readonly language?: string;
  readonly voice?: string;
  readonly greeting?: string;
  readonly guidance?: string;
  readonly maxCallSeconds?: number;
}

let numbers = 0;

/** A lead of a project with an agent, on a call that has been picked up. */
export async function aSpokenCall(app: TestApp, tenantId: string, setting: CallSetting = {}): Promise<SpokenCall> {
  const [projectId, leadId, agentId, callId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const now = app.clock.now();
  const phone = setting.phone ?? `+1415555${String(1_000 + (numbers += 1))}`;
  const { language = 'en-US', voice = 'Polly.Matthew-Neural' } = setting;
  const greeting = setting.greeting ?? 'Hi {name}, this is Maya about {project}. Is this a good time?';
  await app.sql('insert into projects (tenant_id, id, name, created_at, updated_at) values ($1, $2, $3, $4, $4)', [
    tenantId,
    projectId,
    `Sea View ${projectId.slice(-6)}`,
    now,
  ]);
  await app.sql(
    `insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, 'UNKNOWN', '{}', '{}') on conflict do nothing`,
    [tenantId],
  );
  await app.sql(
    `insert into leads (tenant_id, id, phone, name, zone_key, attributes, source, project_id, created_at, updated_at)
     values ($1, $2, $3, $4, 'UNKNOWN', $5, 'API', $6, $7, $7)`,
    [
      tenantId,
      leadId,
      phone,
      setting.leadName === undefined ? 'Anna Schmidt' : setting.leadName,
      setting.attributes ?? {},
      projectId,
      now,
    ],
  );
  await app.sql(
    `insert into agents (tenant_id, id, project_id, name, voice, language, greeting, prompt, is_active, created_at, updated_at)
     values ($1, $2, $3, 'Maya', $4, $5, $6, 'You are Maya. Sell flats.', true, $7, $7)`,
    [tenantId, agentId, projectId, voice, language, greeting, now],
  );
  await app.sql(
    `insert into agent_versions (tenant_id, agent_id, version, voice, language, greeting, prompt, created_at)
     select tenant_id, id, version, voice, language, greeting, prompt, created_at from agents where tenant_id = $1 and id = $2`,
    [tenantId, agentId],
  );
  await app.sql(
    `insert into calls (tenant_id, id, lead_id, project_id, agent_id, agent_version, origin, phone, from_number, zone_key,
       ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 1, 'MANUAL', $6, '+14155550100', 'UNKNOWN', 25, 600, $7, $7, $7)`,
    [tenantId, callId, leadId, projectId, agentId, phone, now],
  );
  await app.sql(`update calls set status = 'DIALING', dial_started_at = $3 where tenant_id = $1 and id = $2`, [
    tenantId,
    callId,
    now,
  ]);
  await app.sql(`update calls set status = 'IN_PROGRESS', answered_at = $3 where tenant_id = $1 and id = $2`, [
    tenantId,
    callId,
    now,
  ]);
  const { guidance = '', maxCallSeconds } = setting;
  const limit = maxCallSeconds === undefined ? {} : { maxCallSeconds };
  return { id: callId, tenantId, leadId, agentId, agentVersion: 1, guidance, phone, ...limit };
}
