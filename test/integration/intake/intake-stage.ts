import type { ModuleMetadata } from '@nestjs/common';
import { IntakeModule } from '../../../src/intake/intake.module';
import { LeadsModule } from '../../../src/leads/leads.module';
import { AuthApp, CREATE_KEY, type Proof } from '../auth/auth-app';

export interface Company {
  readonly id: string;
  readonly owner: Proof;
  /** Of an API key that may take things in, and nothing else. */
  readonly key: Proof;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

/** Two companies, with keys, and the doors for what people send. */
export class IntakeStage {
  private constructor(
    readonly api: AuthApp,
    readonly acme: Company,
    readonly zenith: Company,
  ) {}

  static async start(imports: ModuleMetadata['imports'] = [], env: Record<string, string> = {}): Promise<IntakeStage> {
    const api = await AuthApp.start([LeadsModule, IntakeModule, ...(imports ?? [])], env);
    const admin = await api.platformAdmin();
    const acme = await companyOf(api, admin, 'Acme', 'acme@callwright.test');
    return new IntakeStage(api, acme, await companyOf(api, admin, 'Zenith', 'zenith@callwright.test'));
  }

  async post(path: string, body: unknown, by: Proof = this.acme.key, type = 'application/json'): Promise<Answer> {
    const response = await fetch(`${this.api.app.url}/webhooks/${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...by },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return answerOf(response);
  }

  async read(path: string, by: Proof): Promise<Answer> {
    return answerOf(await fetch(`${this.api.app.url}/webhooks/${path}`, { headers: by }));
  }

  /** How many rows a company has of everything that intake may write. */
  async traceOf(tenantId: string): Promise<number[]> {
    const tables = ['leads', 'intake_events', 'conversations', 'turns', 'idempotent_answers', 'chat_sessions'];
    const counts = [...tables, 'missed_calls', 'consents', 'suppressions'].map(
      (table) => `(select count(*)::int from ${table} where tenant_id = $1) as ${table}`,
    );
    const [row] = await this.api.app.sql<Record<string, number>>(`select ${counts.join(', ')}`, [tenantId]);
    return Object.values(row ?? {});
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: (await response.json()) as Record<string, unknown> };
}

async function companyOf(api: AuthApp, admin: Proof, name: string, email: string): Promise<Company> {
  const id = await api.company(admin, name, email);
  const owner = await api.proofOf(email);
  return { id, owner, key: await keyOf(api, owner, ['intake:write']) };
}

export async function keyOf(api: AuthApp, owner: Proof, scopes: string[]): Promise<Proof> {
  const input = { name: 'Website', scopes };
  return { 'x-api-key': (await api.get<{ secret: string }>('createApiKey', CREATE_KEY, { input }, owner)).secret };
}

let next = 0;
export function newPhone(): string {
  next += 1;
  return `+1212555${String(3_000 + next)}`;
}
