import { v7 as uuidv7 } from 'uuid';
import type { DialRequest } from '../../../src/compliance/dial-gate.service';
import { RuleBook } from '../../../src/compliance/rules/rule-book.service';
import { aConsent } from '../../support/builders/a-consent';
import type { TestApp } from '../../support/test-app';

export const NEW_YORKER = '+12125552345';

/** Everything the gate asks about a person, for a marketing call. */
export interface DialedPerson extends Omit<DialRequest, 'moment'> {
  readonly tenantId: string;
  readonly zoneKey: string;
}

/** A lead of the tenant, with its zone; has given written consent unless told otherwise. */
export async function aPerson(
  app: TestApp,
  tenantId: string,
  phone = NEW_YORKER,
  { consents = true }: { consents?: boolean } = {},
): Promise<DialedPerson> {
  const leadId = uuidv7();
  const nowhere = { addressState: null, addressCountry: null, timeZone: null, timeZoneStatedByPerson: false };
  const { key, jurisdictions, timeZones } = app.get(RuleBook).zoneOf({ phone, ...nowhere });
  await app.sql(
    'insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, $2, $3, $4) on conflict do nothing',
    [tenantId, key, jurisdictions, timeZones],
  );
  await app.sql(
    `insert into leads (tenant_id, id, phone, zone_key, source, stage, created_at, updated_at)
     values ($1, $2, $3, $4, 'TEST', 'NEW', now(), now())`,
    [tenantId, leadId, phone, key],
  );
  if (consents) await aConsent(app, tenantId, phone, { seller: await nameOf(app, tenantId) });
  const asked = { subject: null, callerId: '+14155550100', purpose: 'MARKETING' as const, phoneUsable: true };
  return { tenantId, leadId, phone, zoneKey: key, ...nowhere, ...asked };
}

async function nameOf(app: TestApp, tenantId: string): Promise<string> {
  const [tenant] = await app.sql<{ name: string }>('select name from tenants where id = $1', [tenantId]);
  return tenant?.name ?? '';
}

/** An attempt on the person; `dialedAt` null is one that has not been dialed yet. */
export async function aCall(
  app: TestApp,
  person: DialedPerson,
  dialedAt: Date | null,
  { notPlaced = false, live = false }: { notPlaced?: boolean; live?: boolean } = {},
): Promise<string> {
  const agentId = await anAgent(app, person.tenantId);
  const callId = uuidv7();
  await app.sql(
    `insert into calls (tenant_id, id, lead_id, agent_id, agent_version, origin, phone, from_number, zone_key, ring_timeout_seconds,
                        max_call_seconds, queued_at, created_at, updated_at)
     values ($1, $2, $3, $4, 1, 'MANUAL', $5, '+14155550100', $6, 25, 600, now(), now(), now())`,
    [person.tenantId, callId, person.leadId, agentId, person.phone, person.zoneKey],
  );
  if (live && !dialedAt) return callId;
  await app.sql(
    `update calls set dial_started_at = $3, not_placed = $4, status = 'FAILED', outcome = 'FAILED', ended_at = now()
      where tenant_id = $1 and id = $2`,
    [person.tenantId, callId, dialedAt, notPlaced],
  );
  return callId;
}

/** An enrolment of the person in a campaign of its own. */
export async function anEnrolment(
  app: TestApp,
  person: DialedPerson,
): Promise<{ enrolmentId: string; campaignId: string }> {
  const { tenantId, leadId, phone, zoneKey } = person;
  const [projectId, campaignId, enrolmentId] = [uuidv7(), uuidv7(), uuidv7()];
  await app.sql(
    `insert into projects (tenant_id, id, name, created_at, updated_at) values ($1, $2, $3, now(), now())`,
    [tenantId, projectId, `Project ${projectId}`],
  );
  await app.sql(
    `insert into campaigns (tenant_id, id, project_id, name, status, created_at, updated_at) values ($1, $2, $3, 'C', 'DRAFT', now(), now())`,
    [tenantId, campaignId, projectId],
  );
  await app.sql(
    `insert into enrolments (tenant_id, id, campaign_id, lead_id, phone, zone_key, due_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, now(), now(), now())`,
    [tenantId, enrolmentId, campaignId, leadId, phone, zoneKey],
  );
  return { enrolmentId, campaignId };
}

async function anAgent(app: TestApp, tenantId: string): Promise<string> {
  const agentId = uuidv7();
  await app.sql(
    `insert into agents (tenant_id, id, name, greeting, prompt, created_at, updated_at) values ($1, $2, 'Ava', 'Hello', 'Sell', now(), now())`,
    [tenantId, agentId],
  );
  await app.sql(
    `insert into agent_versions (tenant_id, agent_id, version, voice, language, greeting, prompt, created_at)
     values ($1, $2, 1, 'v', 'en-US', 'Hello', 'Sell', now())`,
    [tenantId, agentId],
  );
  return agentId;
}
