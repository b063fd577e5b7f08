import { v7 as uuidv7 } from 'uuid';
import { ConversationsModule } from '../../../src/conversations/conversations.module';
import { EscalationModule } from '../../../src/escalation/escalation.module';
import { Escalations, type NewEscalation, type Raised } from '../../../src/escalation/escalations.service';
import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import type { Role } from '../../../src/platform/access/role';
import type { Actor } from '../../../src/platform/context/actor';
import { startTestApp, type TestApp } from '../../support/test-app';
import { StandInProvider } from '../qualification/stand-in-provider';
import { TenantTokenModule } from '../../support/token-is-tenant';
import { addTurn, aSpokenCall, begin } from '../conversations/a-spoken-call';

/** The room on a database of its own; nothing is swept unless the test does it. */
export function startEscalationApp(options: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> {
  const { imports = [], overrides = [], env = {}, ...rest } = options;
  return startTestApp({
    imports: [TenantTokenModule, ConversationsModule, EscalationModule, ...imports],
    env: { ROLE: 'api', ...env },
    overrides: [{ token: LanguageModelProvider, value: new StandInProvider() }, ...overrides],
    ...rest,
  });
}

export interface Talk {
  readonly tenantId: string;
  readonly leadId: string;
  readonly callId: string;
  readonly conversationId: string;
}

/** A lead on a call that goes on, with what was said. */
export async function aTalk(app: TestApp, tenantId: string, lines: readonly string[] = []): Promise<Talk> {
  const call = await aSpokenCall(app, tenantId);
  const conversation = await begin(app, call);
  for (const [exchange, text] of lines.entries())
    await addTurn(app, conversation, { exchange: exchange + 1, speaker: 'LEAD', text });
  return { tenantId, leadId: call.leadId, callId: call.id, conversationId: conversation.id };
}

export function raise(app: TestApp, tenantId: string, wanted: NewEscalation): Promise<Raised> {
  return app.asTenant(tenantId, () => app.get(Escalations).raise(wanted));
}

/** A member of the company, acting. */
export async function aMember(
  app: TestApp,
  tenantId: string,
  {
    role = 'OPERATOR',
    email = `m${uuidv7().slice(-8)}@acme.example`,
    name = 'Mina',
  }: { role?: Role; email?: string; name?: string } = {},
): Promise<Actor & { readonly userId: string }> {
  const userId = uuidv7();
  await app.sql('insert into users (id, email, name, password_hash) values ($1, $2, $3, $4)', [
    userId,
    `${userId}@accounts.example`,
    name,
    'x',
  ]);
  await app.sql('insert into members (tenant_id, user_id, role, email, name) values ($1, $2, $3, $4, $5)', [
    tenantId,
    userId,
    role,
    email,
    name,
  ]);
  return { kind: 'MEMBER', userId, role };
}

export async function factsOf(app: TestApp, tenantId: string, name: string): Promise<Record<string, unknown>[]> {
  const rows = await app.sql<{ payload: Record<string, unknown> }>(
    'select payload from outbox where tenant_id = $1 and name = $2 order by occurred_at, id',
    [tenantId, name],
  );
  return rows.map(({ payload }) => payload);
}

export async function statusOf(app: TestApp, { conversationId, leadId }: Talk): Promise<string> {
  const [row] = await app.sql<{ status: string }>(
    `select c.status || ' ' || l.stage as status from conversations c join leads l on l.tenant_id = c.tenant_id and l.id = $2 where c.id = $1`,
    [conversationId, leadId],
  );
  return row?.status ?? '';
}
