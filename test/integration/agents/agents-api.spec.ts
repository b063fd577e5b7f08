import { AgentsModule } from '../../../src/agents/agents.module';
import { AgentsService } from '../../../src/agents/agents.service';
import { startTestApp, type TestApp } from '../../support/test-app';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';

interface AgentAnswer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly isActive: boolean;
  readonly voice: string;
  readonly language: string;
  readonly project: { readonly name: string } | null;
}

const FIELDS = 'id name version isActive voice language greeting prompt projectId project { name } createdAt updatedAt';
const CREATE = `mutation ($input: CreateAgentInput!) { createAgent(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateAgentInput!) { updateAgent(input: $input) { ${FIELDS} } }`;
const LIST = `query ($first: Int, $after: String, $filter: AgentFilter) { agents(first: $first, after: $after, filter: $filter) {
  nodes { ${FIELDS} } totalCount pageInfo { hasNextPage endCursor } } }`;

describe('agents over GraphQL', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  let projectId: string;

  beforeAll(async () => {
    // No relay: recorded facts stay in the outbox, where they can be counted.
    app = await startTestApp({ imports: [TenantTokenModule, AgentsModule], env: { ROLE: 'api' }, listen: true });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    projectId = await newProject(tenantId);
  });

  async function newProject(tenant: string): Promise<string> {
    const [row] = await app.sql<{ id: string }>(
      "insert into projects (tenant_id, id, name, created_at, updated_at) values ($1, gen_random_uuid(), 'Palm Towers', now(), now()) returning id",
      [tenant],
    );
    return row?.id ?? '';
  }

  const persona = { name: 'Maya', prompt: 'Sell flats.', greeting: 'Hello!' };

  async function create(input: object = {}, tenant = tenantId): Promise<AgentAnswer> {
    const { data, errors } = await ask<{ createAgent: AgentAnswer }>(app.url, tenant, CREATE, {
      input: { ...persona, ...input },
    });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.createAgent;
  }

  async function act(operation: string, id: string, tenant = tenantId) {
    return ask<Record<string, AgentAnswer>>(
      app.url,
      tenant,
      `mutation ($id: ID!) { ${operation}(id: $id) { ${FIELDS} } }`,
      { id },
    );
  }

  async function facts(): Promise<string[]> {
    const rows = await app.sql<{ name: string }>(
      "select name from outbox where tenant_id = $1 and name like 'agent.%' order by id",
      [tenantId],
    );
    return rows.map(({ name }) => name);
  }

  it('makes an agent, switched off, with its project', async () => {
    expect(await create({ projectId })).toMatchObject({
      name: 'Maya',
      version: 1,
      isActive: false,
      voice: 'Polly.Joanna-Neural',
      language: 'en-US',
      project: { name: 'Palm Towers' },
    });
  });

  it('makes a version of every change in how it speaks, and of nothing else', async () => {
    const { id } = await create();
    const change = async (changes: object) =>
      (await ask<{ updateAgent: AgentAnswer }>(app.url, tenantId, UPDATE, { input: { id, ...changes } })).data
        .updateAgent;
    expect(await change({ name: 'Noor', projectId })).toMatchObject({ name: 'Noor', version: 1 });
    expect(await change({ prompt: 'Sell villas.' })).toMatchObject({ version: 2 });
    expect(await change({ prompt: 'Sell villas.', greeting: 'Hello!' })).toMatchObject({ version: 2 });
    expect(await change({ language: 'ar-AE', voice: 'Polly.Hala-Neural' })).toMatchObject({ version: 3, name: 'Noor' });
    await app.asTenant(tenantId, async () => {
      const agents = app.get(AgentsService);
      expect(await agents.versionOf(id, 1)).toMatchObject({ prompt: 'Sell flats.', language: 'en-US' });
      expect(await agents.versionOf(id, 3)).toMatchObject({ prompt: 'Sell villas.', language: 'ar-AE' });
      await expect(agents.versionOf(id, 4)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('numbers versions without a gap when two people change at once', async () => {
    const { id } = await create();
    const changes = Array.from({ length: 6 }, (_, i) =>
      ask(app.url, tenantId, UPDATE, { input: { id, prompt: `Prompt ${i}` } }),
    );
    await Promise.all(changes);
    const rows = await app.sql<{ version: number }>(
      'select version from agent_versions where tenant_id = $1 and agent_id = $2 order by 1',
      [tenantId, id],
    );
    expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('is switched on and off, and says so once', async () => {
    const { id } = await create({ projectId });
    expect((await act('activateAgent', id)).data['activateAgent']).toMatchObject({ isActive: true });
    await act('activateAgent', id);
    expect(await app.asTenant(tenantId, () => app.get(AgentsService).listActive(projectId))).toHaveLength(1);
    expect((await act('deactivateAgent', id)).data['deactivateAgent']).toMatchObject({ isActive: false });
    expect(await app.asTenant(tenantId, () => app.get(AgentsService).listActive(projectId))).toHaveLength(0);
    expect(await facts()).toEqual(['agent.activated']);
  });

  it('is deleted softly: listed no more, found by id, never changed again', async () => {
    const { id } = await create({ projectId });
    await act('activateAgent', id);
    await act('deleteAgent', id);
    expect((await ask<{ agents: { totalCount: number } }>(app.url, tenantId, LIST)).data.agents.totalCount).toBe(0);
    expect(
      (
        await ask<{ agent: AgentAnswer }>(app.url, tenantId, `query ($id: ID!) { agent(id: $id) { ${FIELDS} } }`, {
          id,
        })
      ).data.agent,
    ).toMatchObject({ isActive: false });
    expect((await act('activateAgent', id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await act('deleteAgent', id)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('lists by project and activity, page by page', async () => {
    const first = await create({ name: 'A', projectId });
    await create({ name: 'B', projectId });
    await create({ name: 'C' });
    await act('activateAgent', first.id);
    const list = async (variables: object) =>
      (
        await ask<{
          agents: { nodes: AgentAnswer[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } };
        }>(app.url, tenantId, LIST, variables)
      ).data.agents;
    const page = await list({ first: 2 });
    expect(page).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      nodes: [{ name: 'A', project: { name: 'Palm Towers' } }, { name: 'B' }],
    });
    expect((await list({ first: 2, after: page.pageInfo.endCursor })).nodes.map(({ name }) => name)).toEqual(['C']);
    expect((await list({ filter: { projectId } })).totalCount).toBe(2);
    expect((await list({ filter: { active: true } })).nodes.map(({ name }) => name)).toEqual(['A']);
    expect((await list({ filter: { projectId, active: false } })).nodes.map(({ name }) => name)).toEqual(['B']);
  });

  it.each([
    ['prompt', { prompt: 'x'.repeat(20_001) }],
    ['greeting', { greeting: 'x'.repeat(501) }],
    ['prompt', { prompt: '' }],
    ['language', { language: 'English' }],
    ['voice', { voice: '<break/>' }],
    ['projectId', { projectId: 'nope' }],
    ['name', { name: '   ' }],
    ['prompt', { prompt: ' \n ' }],
    ['greeting', { greeting: '\t' }],
  ])('refuses a %s that cannot be used', async (field, input) => {
    const { errors } = await ask(app.url, tenantId, CREATE, { input: { ...persona, ...input } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining(`input.${field}`),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('refuses to rename an agent to blanks, and trims a name', async () => {
    const { id } = await create({ name: ' Maya ' });
    expect((await ask(app.url, tenantId, UPDATE, { input: { id, name: '  ' } })).errors?.[0]).toMatchObject({
      message: expect.stringContaining('input.name'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(
      (await ask<{ updateAgent: AgentAnswer }>(app.url, tenantId, UPDATE, { input: { id, language: 'ar-AE' } })).data
        .updateAgent,
    ).toMatchObject({ name: 'Maya' });
  });

  it('takes ids in either case', async () => {
    const { id } = await create({ projectId: projectId.toUpperCase() });
    const changed = await ask<{ updateAgent: AgentAnswer & { projectId: string } }>(app.url, tenantId, UPDATE, {
      input: { id: id.toUpperCase(), projectId: projectId.toUpperCase() },
    });
    expect(changed.data.updateAgent).toMatchObject({ id, projectId, project: { name: 'Palm Towers' } });
  });

  it('knows neither agents nor projects of another tenant', async () => {
    const { id } = await create({ projectId });
    expect((await act('activateAgent', id, other)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await ask(app.url, other, UPDATE, { input: { id, name: 'Mine' } })).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    expect((await ask<{ agents: { totalCount: number } }>(app.url, other, LIST)).data.agents.totalCount).toBe(0);
    const { errors } = await ask(app.url, other, CREATE, { input: { ...persona, projectId } });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
