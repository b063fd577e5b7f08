import { v7 as uuidv7 } from 'uuid';
import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import type { Conversation } from '../../../src/conversations/conversation.entity';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import type { Turn } from '../../../src/conversations/turn.entity';
import { type NewTurn, TurnsService } from '../../../src/conversations/turns.service';
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

interface Parties {
  readonly tenantId: string;
  readonly projectId: string;
  readonly leadId: string;
  readonly agentId: string;
  readonly phone: string;
}

let numbers = 0;

/** A lead of a project with an agent, on a call that has been picked up; nothing has been said. */
export async function aSpokenCall(app: TestApp, tenantId: string, setting: CallSetting = {}): Promise<SpokenCall> {
  const phone = setting.phone ?? `+1415555${String(1_000 + (numbers += 1))}`;
  const parties = { tenantId, projectId: uuidv7(), leadId: uuidv7(), agentId: uuidv7(), phone };
  await addLead(app, parties, setting);
  await addAgent(app, parties, setting);
  const id = await addCall(app, parties);
  const { leadId, agentId } = parties;
  const { guidance = '', maxCallSeconds } = setting;
  const limit = maxCallSeconds === undefined ? {} : { maxCallSeconds };
  return { id, tenantId, leadId, agentId, agentVersion: 1, guidance, phone, ...limit };
}

/** Begins the conversation of a call, as picking up the phone does. */
export function begin(app: TestApp, call: SpokenCall): Promise<Conversation> {
  const { id: callId, leadId, agentId, agentVersion } = call;
  return app.asTenant(call.tenantId, () =>
    app.get(ConversationsService).openForCall({ callId, leadId, agentId, agentVersion, language: 'en-US' }),
  );
}

/** Stores a turn, or answers the one this exchange and speaker already have. */
export async function addTurn(
  app: TestApp,
  { tenantId, id: conversationId }: Conversation,
  turn: Omit<NewTurn, 'conversationId'>,
): Promise<Turn> {
  const stored = await app.asTenant(tenantId, () => app.get(TurnsService).record({ conversationId, ...turn }));
  return stored.turn;
}

async function addLead(app: TestApp, { tenantId, projectId, leadId, phone }: Parties, setting: CallSetting) {
  const now = app.clock.now();
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
  const { leadName = 'Anna Schmidt', attributes = {} } = setting;
  await app.sql(
    `insert into leads (tenant_id, id, phone, name, zone_key, attributes, source, project_id, created_at, updated_at)
     values ($1, $2, $3, $4, 'UNKNOWN', $5, 'API', $6, $7, $7)`,
    [tenantId, leadId, phone, leadName, attributes, projectId, now],
  );
}

async function addAgent(app: TestApp, { tenantId, projectId, agentId }: Parties, setting: CallSetting) {
  const { language = 'en-US', voice = 'Polly.Matthew-Neural' } = setting;
  const greeting = setting.greeting ?? 'Hi {name}, this is Maya about {project}. Is this a good time?';
  await app.sql(
    `insert into agents (tenant_id, id, project_id, name, voice, language, greeting, prompt, is_active, created_at, updated_at)
     values ($1, $2, $3, 'Maya', $4, $5, $6, 'You are Maya. Sell flats.', true, $7, $7)`,
    [tenantId, agentId, projectId, voice, language, greeting, app.clock.now()],
  );
  await app.sql(
    `insert into agent_versions (tenant_id, agent_id, version, voice, language, greeting, prompt, created_at)
     select tenant_id, id, version, voice, language, greeting, prompt, created_at from agents where tenant_id = $1 and id = $2`,
    [tenantId, agentId],
  );
}

/** Queued, dialed and picked up. */
async function addCall(app: TestApp, { tenantId, projectId, leadId, agentId, phone }: Parties): Promise<string> {
  const [id, now] = [uuidv7(), app.clock.now()];
  await app.sql(
    `insert into calls (tenant_id, id, lead_id, project_id, agent_id, agent_version, origin, phone, from_number, zone_key,
       ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 1, 'MANUAL', $6, '+14155550100', 'UNKNOWN', 25, 600, $7, $7, $7)`,
    [tenantId, id, leadId, projectId, agentId, phone, now],
  );
  for (const [status, at] of [
    ['DIALING', 'dial_started_at'],
    ['IN_PROGRESS', 'answered_at'],
  ]) {
    await app.sql(`update calls set status = $3, ${at} = $4 where tenant_id = $1 and id = $2`, [
      tenantId,
      id,
      status,
      now,
    ]);
  }
  return id;
}
