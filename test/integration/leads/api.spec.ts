import { v7 as uuidv7 } from 'uuid';
import { LeadsModule } from '../../../src/leads/leads.module';
import { LeadsService } from '../../../src/leads/leads.service';
import { AuthApp } from '../auth/auth-app';
import {
  GraphqlClient,
  GraphqlRequestFailed,
  type SubscriptionSink,
  type Variables,
} from '../../support/graphql-client';
import { until } from '../../support/until';
import { statementsOf } from './leads-app';

let api: AuthApp;
let acme: Company;
let zenith: Company;

interface Company {
  readonly id: string;
  readonly client: GraphqlClient;
}

interface Connection<N> {
  readonly nodes: N[];
  readonly edges: { readonly cursor: string; readonly node: N }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

beforeAll(async () => {
  api = await AuthApp.start([LeadsModule], { ROLE: 'api' });
  const admin = await api.platformAdmin();
  acme = await company(admin, 'Acme', 'acme@callwright.test');
  zenith = await company(admin, 'Zenith', 'zenith@callwright.test');
});
afterAll(() => api.app.close());

async function company(admin: Record<string, string>, name: string, email: string): Promise<Company> {
  const id = await api.company(admin, name, email);
  return { id, client: new GraphqlClient(api.app.url, await api.proofOf(email)) };
}

async function ask<T>(query: string, variables: Variables = {}, by = acme): Promise<T> {
  return Object.values(await by.client.request<Record<string, T>>(query, variables))[0] as T;
}

async function failure(query: string, variables: Variables = {}, by = acme): Promise<string> {
  try {
    await ask(query, variables, by);
  } catch (error) {
    if (error instanceof GraphqlRequestFailed) return error.message;
    throw error;
  }
  return 'no failure';
}

const LEAD =
  'id phone name email company address { line city state postalCode country } timeZone attributes source formName stage temperature score phoneStatus project { id name }';
const CREATE = `mutation ($input: CreateLeadInput!) { createLead(input: $input) { created lead { ${LEAD} } } }`;
const UPDATE = `mutation ($id: ID!, $input: UpdateLeadInput!) { updateLead(id: $id, input: $input) { ${LEAD} } }`;
const CREATE_PROJECT = `mutation ($input: CreateProjectInput!) {
  createProject(input: $input) { __typename ... on Project { id name keywords autoCall } ... on Refusal { code message } } }`;
const UPDATE_PROJECT = `mutation ($id: ID!, $input: UpdateProjectInput!) {
  updateProject(id: $id, input: $input) { __typename ... on Project { id name keywords autoCall } ... on Refusal { code } } }`;
const CREATE_MAPPING = `mutation ($input: CreateFormMappingInput!) {
  createFormMapping(input: $input) { __typename ... on FormMapping { id formName project { name } } ... on Refusal { code } } }`;

interface LeadAnswer {
  readonly id: string;
  readonly phone: string;
  readonly name: string | null;
  readonly project: { id: string; name: string } | null;
}

async function newLead(input: object, by = acme): Promise<LeadAnswer> {
  return (await ask<{ lead: LeadAnswer }>(CREATE, { input }, by)).lead;
}

/** Lists in lists. */
function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
}

async function newProject(input: object, by = acme): Promise<string> {
  return (await ask<{ id: string }>(CREATE_PROJECT, { input }, by)).id;
}

describe('one lead', () => {
  it('is created, found, and brought up to date by a second arrival', async () => {
    const input = {
      phone: '(415) 555-0101',
      name: 'Ann',
      address: { city: 'Albany', state: 'NY', country: 'United States' },
      attributes: { rooms: 2 },
    };
    const made = await ask<{ created: boolean; lead: LeadAnswer }>(CREATE, { input });
    expect(made).toEqual({
      created: true,
      lead: {
        id: expect.any(String),
        phone: '+14155550101',
        name: 'Ann',
        email: null,
        company: null,
        address: { line: null, city: 'Albany', state: 'NY', postalCode: null, country: 'US' },
        timeZone: null,
        attributes: { rooms: 2 },
        source: 'API',
        formName: null,
        stage: 'NEW',
        temperature: 'UNSCORED',
        score: null,
        phoneStatus: 'UNVERIFIED',
        project: null,
      },
    });
    expect(await ask(`query ($id: ID!) { lead(id: $id) { ${LEAD} } }`, { id: made.lead.id })).toEqual(made.lead);
    expect(await ask(CREATE, { input: { phone: '+14155550101', email: 'ann@example.com' } })).toMatchObject({
      created: false,
      lead: { id: made.lead.id, name: 'Ann', email: 'ann@example.com' },
    });
    expect(await ask(UPDATE, { id: made.lead.id, input: { name: null, timeZone: 'America/New_York' } })).toMatchObject({
      name: null,
      email: 'ann@example.com',
      timeZone: 'America/New_York',
    });
  });

  it.each([
    [{ phone: '12' }, /BAD_USER_INPUT input\.phone: is not a valid phone number of US/],
    [{ phone: '' }, /input\.phone: is missing/],
    [{ phone: '4155550101', email: 'x', name: 'y'.repeat(300) }, /input\.name: .*input\.email: /],
    [{ phone: '4155550101', attributes: [1] }, /input\.attributes/],
    [{ phone: '4155550101', attributes: { deep: nested(4_000) } }, /BAD_USER_INPUT .*input\.attributes.* 20 levels/],
    [{ phone: '4155550101', projectId: uuidv7() }, /NOT_FOUND Project was not found/],
    [{ name: 'no phone' }, /BAD_USER_INPUT/],
  ])('is refused for %#', async (input, message) => {
    expect(await failure(CREATE, { input })).toMatch(message);
  });

  it('of another tenant does not exist', async () => {
    const { id } = await newLead({ phone: '+14155550102' });
    for (const query of [
      'query ($id: ID!) { lead(id: $id) { id } }',
      'mutation ($id: ID!) { updateLead(id: $id, input: { name: "Eve" }) { id } }',
    ]) {
      expect(await failure(query, { id }, zenith)).toMatch(/NOT_FOUND/);
      expect(await failure(query, { id: 'nonsense' })).toMatch(/BAD_USER_INPUT id: is not an id/);
    }
  });

  it('is found by its id in either case, and so is its project', async () => {
    const projectId = await newProject({ name: 'Upper case' });
    const { id } = await newLead({ phone: '+14155550103', projectId: projectId.toUpperCase() });
    expect(await ask('query ($id: ID!) { lead(id: $id) { id project { id } } }', { id: id.toUpperCase() })).toEqual({
      id,
      project: { id: projectId },
    });
    const change = { id: id.toUpperCase(), input: { projectId: projectId.toUpperCase(), name: 'Una' } };
    expect(await ask(UPDATE, change)).toMatchObject({ id, name: 'Una', project: { id: projectId } });
    expect(
      await ask('query ($filter: LeadFilter) { leads(filter: $filter) { totalCount } }', {
        filter: { projectId: projectId.toUpperCase() },
      }),
    ).toEqual({ totalCount: 1 });
    expect(await failure(UPDATE, { id, input: { projectId: 'x' } })).toMatch(/BAD_USER_INPUT input\.projectId/);
  });

  it('keeps all its attributes when more would be too many, and loses them when told', async () => {
    const attributes = { note: 'x'.repeat(16_000) };
    const { id } = await newLead({ phone: '+14155550104', attributes });
    const more = { essay: 'y'.repeat(1_000) };
    expect(await failure(UPDATE, { id, input: { attributes: more } })).toMatch(/BAD_USER_INPUT input\.attributes/);
    expect(await ask(CREATE, { input: { phone: '+14155550104', name: 'Full', attributes: more } })).toMatchObject({
      created: false,
      lead: { name: 'Full', attributes },
    });
    expect(await ask(UPDATE, { id, input: { attributes: null } })).toMatchObject({ attributes: {} });
  });
});

describe('projects and forms', () => {
  it('have names of their own, whatever the case', async () => {
    const id = await newProject({ name: 'Marina', keywords: ['Boat', 'boat', 'pier'] });
    expect(await ask(UPDATE_PROJECT, { id, input: { autoCall: true } })).toEqual({
      __typename: 'Project',
      id,
      name: 'Marina',
      keywords: ['boat', 'pier'],
      autoCall: true,
    });
    expect(await ask(CREATE_PROJECT, { input: { name: ' MARINA ' } })).toMatchObject({
      __typename: 'ProjectNameTaken',
      code: 'PROJECT_NAME_TAKEN',
    });
    const second = await newProject({ name: 'Second' });
    expect(await ask(UPDATE_PROJECT, { id: second, input: { name: 'marina' } })).toMatchObject({
      code: 'PROJECT_NAME_TAKEN',
    });
    expect(await ask(CREATE_PROJECT, { input: { name: 'Marina' } }, zenith)).toMatchObject({ __typename: 'Project' });
    expect(await failure(UPDATE_PROJECT, { id, input: { name: 'Mine' } }, zenith)).toMatch(/NOT_FOUND/);
    expect(await failure(CREATE_PROJECT, { input: { name: '' } })).toMatch(/BAD_USER_INPUT input\.name: is missing/);
  });

  it('are mapped, tested, changed and removed', async () => {
    const one = await newProject({ name: 'Mapping one', keywords: ['garden'] });
    const two = await newProject({ name: 'Mapping two' });
    const made = await ask<{ id: string }>(CREATE_MAPPING, { input: { formName: 'Open House', projectId: one } });
    expect(made).toMatchObject({ __typename: 'FormMapping', project: { name: 'Mapping one' } });
    expect(await ask(CREATE_MAPPING, { input: { formName: 'OPEN house', projectId: two } })).toMatchObject({
      code: 'FORM_ALREADY_MAPPED',
    });
    expect(await failure(CREATE_MAPPING, { input: { formName: 'X', projectId: one } }, zenith)).toMatch(/NOT_FOUND/);
    const test = (formName: string, by = acme) =>
      ask(
        `query ($formName: String!) { testFormMapping(formName: $formName) { rule keyword mappingId project { name } } }`,
        { formName },
        by,
      );
    const project = { name: 'Mapping one' };
    expect(await test('open house')).toEqual({ rule: 'EXACT', keyword: null, mappingId: made.id, project });
    expect(await test('Open House Sunday')).toEqual({ rule: 'PARTIAL', keyword: null, mappingId: made.id, project });
    expect(await test('Garden tour')).toEqual({ rule: 'KEYWORD', keyword: 'garden', mappingId: null, project });
    expect(await test('Nothing like it')).toEqual({ rule: 'NONE', keyword: null, mappingId: null, project: null });
    expect(await test('open house', zenith)).toMatchObject({ rule: 'NONE' });
    const change = `mutation ($id: ID!, $input: UpdateFormMappingInput!) {
      updateFormMapping(id: $id, input: $input) { ... on FormMapping { formName project { name } } ... on Refusal { code } } }`;
    expect(await ask(change, { id: made.id, input: { projectId: two } })).toEqual({
      formName: 'Open House',
      project: { name: 'Mapping two' },
    });
    const remove = 'mutation ($id: ID!) { deleteFormMapping(id: $id) { id } }';
    expect(await failure(remove, { id: made.id }, zenith)).toMatch(/NOT_FOUND/);
    expect(await ask(remove, { id: made.id })).toEqual({ id: made.id });
    expect(await failure(remove, { id: made.id })).toMatch(/NOT_FOUND Form mapping/);
    expect(await test('open house')).toMatchObject({ rule: 'NONE' });
  });

  it('leave a trace in the audit log', async () => {
    const rows = await api.app.sql<{ action: string }>('select distinct action from audit_log where tenant_id = $1', [
      acme.id,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'project.created',
        'project.changed',
        'form-mapping.created',
        'form-mapping.changed',
        'form-mapping.removed',
      ]),
    );
  });

  it('are listed page by page', async () => {
    const list = (by: Company, after?: string) =>
      ask<Connection<{ name: string }>>(
        `query ($after: String) { projects(first: 2, after: $after) { nodes { name } totalCount pageInfo { hasNextPage endCursor } } }`,
        { after },
        by,
      );
    const seen: string[] = [];
    let page = await list(acme);
    const { totalCount } = page;
    seen.push(...page.nodes.map(({ name }) => name));
    while (page.pageInfo.hasNextPage) {
      page = await list(acme, page.pageInfo.endCursor ?? '');
      seen.push(...page.nodes.map(({ name }) => name));
    }
    expect(seen).toHaveLength(totalCount);
    expect(new Set(seen).size).toBe(totalCount);
    expect((await list(zenith)).nodes).toEqual([{ name: 'Marina' }]);
    const mappings = await ask<Connection<{ formName: string }>>(
      '{ formMappings { totalCount nodes { formName project { name } } } }',
    );
    expect(mappings.nodes).toHaveLength(mappings.totalCount);
  });
});

describe('lists of leads', () => {
  const LIST = `query ($first: Int, $after: String, $filter: LeadFilter, $sort: LeadSort) {
    leads(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes { id name score } edges { cursor } totalCount pageInfo { hasNextPage endCursor } } }`;
  let listed: Company;
  let projectId: string;

  beforeAll(async () => {
    listed = await companyWithLeads();
  });

  async function companyWithLeads(): Promise<Company> {
    const made = await company(await api.platformAdmin('second@callwright.test'), 'Lists', 'lists@callwright.test');
    projectId = await newProject({ name: 'Listed' }, made);
    for (let i = 0; i < 25; i += 1) {
      // Five at a time share their moment, so that the id must break the tie.
      if (i % 5 === 0) api.app.clock.advance(1_000);
      const lead = await newLead(
        {
          phone: `+14155551${String(i).padStart(3, '0')}`,
          name: `Lead ${i}`,
          source: i % 2 ? 'ODD' : 'EVEN',
          ...(i < 10 ? { projectId } : {}),
        },
        made,
      );
      if (i % 3 === 0) {
        await api.app.asTenant(made.id, () =>
          api.app
            .get(LeadsService)
            .recordScore(lead.id, { score: 60 + (i % 4) * 10, temperature: i % 4 ? 'HOT' : 'WARM' }),
        );
      }
    }
    return made;
  }

  async function walk(variables: Variables, size: number): Promise<string[]> {
    const names: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Connection<{ name: string }> = await ask(LIST, { ...variables, first: size, after }, listed);
      names.push(...page.nodes.map(({ name }) => name));
      if (!page.pageInfo.hasNextPage) return names;
      after = page.pageInfo.endCursor;
    }
  }

  it.each(['CREATED_AT_DESC', 'CREATED_AT_ASC', 'SCORE_DESC', 'SCORE_ASC'])(
    'has no gaps and no repeats in the order %s',
    async (sort) => {
      const whole = await walk({ sort }, 100);
      expect(whole).toHaveLength(25);
      for (const size of [1, 4, 7]) expect(await walk({ sort }, size)).toEqual(whole);
      expect(new Set(whole).size).toBe(25);
    },
  );

  it('opposite orders are each other’s mirror', async () => {
    expect(await walk({ sort: 'CREATED_AT_ASC' }, 100)).toEqual(
      (await walk({ sort: 'CREATED_AT_DESC' }, 100)).reverse(),
    );
    expect(await walk({ sort: 'SCORE_ASC' }, 100)).toEqual((await walk({ sort: 'SCORE_DESC' }, 100)).reverse());
  });

  it('is not upset by leads that arrive meanwhile', async () => {
    const first: Connection<{ name: string }> = await ask(LIST, { first: 10 }, listed);
    api.app.clock.advance(1_000);
    const late = await newLead({ phone: '+14155559999', name: 'Late' }, listed);
    const rest: Connection<{ name: string }> = await ask(LIST, { first: 100, after: first.pageInfo.endCursor }, listed);
    expect([...first.nodes, ...rest.nodes].map(({ name }) => name)).not.toContain('Late');
    expect(first.nodes.length + rest.nodes.length).toBe(25);
    await api.app.sql('delete from leads where id = $1', [late.id]);
  });

  it.each<[object, number]>([
    [{}, 25],
    [{ source: 'ODD' }, 12],
    [{ temperature: ['HOT', 'WARM'] }, 9],
    [{ temperature: ['HOT'] }, 6],
    [{ stage: ['NEW'] }, 25],
    [{ stage: ['QUALIFIED', 'HANDED_OFF'] }, 0],
    [{ phone: '+14155551007' }, 1],
    [{ search: 'lead 1' }, 11],
    [{ search: 'LEAD 1', source: 'ODD' }, 6],
    [{ search: 'ead 1' }, 0],
    [{ search: '%' }, 0],
    [{ search: '_ead' }, 0],
    [{ search: '' }, 25],
    [{ formName: 'none' }, 0],
  ])('filtered by %j holds %i', async (filter, total) => {
    const page: Connection<object> = await ask(LIST, { first: 100, filter }, listed);
    expect([page.nodes.length, page.totalCount]).toEqual([total, total]);
  });

  it('is filtered by project and by time', async () => {
    expect(await ask(LIST, { filter: { projectId } }, listed)).toMatchObject({ totalCount: 10 });
    expect(await ask(LIST, { filter: { projectId } }, zenith)).toMatchObject({ totalCount: 0 });
    const [{ at } = { at: new Date() }] = await api.app.sql<{ at: Date }>(
      'select min(created_at) as at from leads where tenant_id = $1',
      [listed.id],
    );
    const next = new Date(at.getTime() + 1_000);
    expect(await ask(LIST, { filter: { createdBefore: next } }, listed)).toMatchObject({ totalCount: 5 });
    expect(await ask(LIST, { filter: { createdFrom: next } }, listed)).toMatchObject({ totalCount: 20 });
    expect(await failure(LIST, { filter: { projectId: 'x' } })).toMatch(/BAD_USER_INPUT filter\.projectId/);
    expect(await failure(LIST, { first: 101 })).toMatch(/BAD_USER_INPUT/);
    expect(await failure(LIST, { after: 'x' })).toMatch(/BAD_USER_INPUT/);
  });

  it('shows hot leads, best first', async () => {
    const hot = await ask<Connection<{ score: number }>>(
      '{ hotLeads(first: 50) { totalCount nodes { score } } }',
      {},
      listed,
    );
    expect(hot.totalCount).toBe(6);
    const scores = hot.nodes.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(await ask('query ($id: ID) { hotLeads(projectId: $id) { totalCount } }', { id: projectId }, listed)).toEqual(
      { totalCount: 3 },
    );
  });

  it('loads fifty leads with their projects in a fixed number of statements', async () => {
    const query = '{ leads(first: 50) { totalCount nodes { id project { name } } } }';
    await ask(query, {}, listed);
    const few = await statementsOf(() =>
      ask('{ leads(first: 1, filter: { search: "Lead 3" }) { totalCount nodes { id project { name } } } }', {}, listed),
    );
    const many = await statementsOf(() => ask(query, {}, listed));
    expect(many).toHaveLength(few.length);
    expect(many.filter((text) => /\bleads lead\b/.test(text))).toHaveLength(2);
    expect(many.filter((text) => text.includes('"projects"'))).toHaveLength(1);
  });
});

describe('unmapped leads', () => {
  it('wait in a list and are processed in a batch', async () => {
    for (const [i, formName] of ['Waiting A', 'Waiting B', 'Waiting A'].entries()) {
      await newLead({ phone: `+1415555020${i}`, formName }, zenith);
    }
    const list = () =>
      ask<Connection<{ formName: string }>>('{ unmappedLeads { totalCount nodes { formName } } }', {}, zenith);
    expect((await list()).nodes.map(({ formName }) => formName)).toEqual(['Waiting A', 'Waiting B', 'Waiting A']);
    const projectId = await newProject({ name: 'Waited for' }, zenith);
    await ask(CREATE_MAPPING, { input: { formName: 'waiting a', projectId } }, zenith);
    expect(await list()).toMatchObject({ totalCount: 3 });
    const process =
      'mutation ($ids: [ID!], $projectId: ID) { processUnmappedLeads(ids: $ids, projectId: $projectId) { examined mapped endCursor } }';
    const seen: unknown[] = [];
    const stop = zenith.client.subscribe('subscription { leadUpdated { project { name } } }', {}, into(seen));
    try {
      await until(async () => (await countSubscribers('lead-updated')) === 1);
      expect(await ask(process, {}, zenith)).toEqual({ examined: 3, mapped: 2, endCursor: null });
      await until(() => seen.length === 2);
      expect(seen[0]).toEqual({ leadUpdated: { project: { name: 'Waited for' } } });
    } finally {
      stop();
    }
    await until(async () => (await countSubscribers('lead-updated')) === 0);
    expect(await list()).toMatchObject({ totalCount: 1, nodes: [{ formName: 'Waiting B' }] });
    expect(await failure(process, { ids: Array.from({ length: 1_001 }, () => uuidv7()) }, zenith)).toMatch(
      /BAD_USER_INPUT/,
    );
    expect(await failure(process, { ids: ['x'] }, zenith)).toMatch(/BAD_USER_INPUT ids: must hold ids/);
    const again = 'mutation ($after: String) { processUnmappedLeads(after: $after) { examined } }';
    expect(await failure(again, { after: 'x' }, zenith)).toMatch(/BAD_USER_INPUT after/);
  });
});

describe('imports', () => {
  const IMPORT = `mutation ($file: Upload, $text: String, $importId: ID, $projectId: ID) {
    importLeads(file: $file, text: $text, importId: $importId, projectId: $projectId) {
      __typename ... on LeadImport { id status failure fileName rowsRead created updated unchanged rejected bytesRead contentHash
        errors(first: 5) { totalCount nodes { line field reason } } }
      ... on Refusal { code message } } }`;

  it('of text answer what became of the rows', async () => {
    const done = await ask<{ id: string }>(IMPORT, { text: 'phone,name\n4155550301,Ann\nx,Bob\n' }, zenith);
    expect(done).toMatchObject({
      __typename: 'LeadImport',
      status: 'COMPLETED',
      rowsRead: 2,
      created: 1,
      rejected: 1,
      bytesRead: '32',
      errors: { totalCount: 1, nodes: [{ line: 3, field: 'phone' }] },
    });
    expect(await ask('query ($id: ID!) { leadImport(id: $id) { status created } }', { id: done.id }, zenith)).toEqual({
      status: 'COMPLETED',
      created: 1,
    });
    expect(await failure('query ($id: ID!) { leadImport(id: $id) { id } }', { id: done.id })).toMatch(
      /NOT_FOUND Import/,
    );
  });

  it('of a file are streamed from the request', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => `+1415${5_600_000 + i},Lead ${i}`).join('\n');
    const file = { variable: 'file', fileName: 'leads.csv', content: `phone,name\n${rows}\n`, contentType: 'text/csv' };
    const { importLeads } = await zenith.client.upload<{ importLeads: object }>(IMPORT, {}, file);
    expect(importLeads).toMatchObject({
      __typename: 'LeadImport',
      status: 'COMPLETED',
      fileName: 'leads.csv',
      created: 3_000,
    });
    const again = await zenith.client.upload<{ importLeads: object }>(IMPORT, {}, file);
    expect(again.importLeads).toMatchObject({ created: 0, updated: 0, unchanged: 3_000 });
  });

  it('need a file or text, and one of them only', async () => {
    expect(await failure(IMPORT, {})).toMatch(/BAD_USER_INPUT file: or text/);
    expect(await failure(IMPORT, { text: 'phone\n', importId: 'x' })).toMatch(/BAD_USER_INPUT importId/);
  });

  it('show their progress from before they begin until they have ended', async () => {
    const importId = uuidv7();
    const seen: { status: string; rowsRead: number }[] = [];
    const foreign: unknown[] = [];
    const watch = 'subscription ($id: ID!) { leadImportProgressed(importId: $id) { status rowsRead } }';
    const sink = {
      next: (data: { leadImportProgressed: { status: string; rowsRead: number } }) =>
        void seen.push(data.leadImportProgressed),
      broken: (reason: unknown) => void foreign.push(reason),
    };
    const stop = zenith.client.subscribe(watch, { id: importId.toUpperCase() }, sink);
    const stopForeign = acme.client.subscribe(
      watch,
      { id: importId },
      { next: (data) => void foreign.push(data), broken: (reason) => void foreign.push(reason) },
    );
    try {
      await until(async () => (await countSubscribers(`lead-import-progressed:${importId}`)) === 2);
      const content = `phone\n${Array.from({ length: 12_000 }, (_, i) => `+1415${5_700_000 + i}`).join('\n')}\n`;
      const file = { variable: 'file', fileName: 'leads.csv', content, contentType: 'text/csv' };
      await zenith.client.upload(IMPORT, { importId: importId.toUpperCase() }, file);
      await until(() => seen.at(-1)?.status === 'COMPLETED');
      expect(seen.at(-1)).toEqual({ status: 'COMPLETED', rowsRead: 12_000 });
      expect(seen.length).toBeGreaterThan(1);
      const late: unknown[] = [];
      const stopLate = zenith.client.subscribe(
        watch,
        { id: importId },
        { next: (data) => void late.push(data), broken: (reason) => void late.push(reason) },
      );
      await until(() => late.length > 0);
      stopLate();
      expect(late[0]).toEqual({ leadImportProgressed: { status: 'COMPLETED', rowsRead: 12_000 } });
      expect(foreign).toEqual([]);
    } finally {
      stop();
      stopForeign();
    }
  });
});

describe('leadUpdated', () => {
  it('shows leads of the tenant as they change', async () => {
    const { id } = await newLead({ phone: '+14155550401', name: 'Watched' });
    const seen: unknown[] = [];
    const one: unknown[] = [];
    const foreign: unknown[] = [];
    const query = 'subscription ($id: ID) { leadUpdated(leadId: $id) { id name } }';
    const stops = [
      acme.client.subscribe(query, {}, into(seen)),
      acme.client.subscribe(query, { id: id.toUpperCase() }, into(one)),
      zenith.client.subscribe(query, {}, into(foreign)),
    ];
    try {
      await until(async () => (await countSubscribers('lead-updated')) === 3);
      await newLead({ phone: '+14155550402', name: 'Other' });
      await ask(UPDATE, { id, input: { name: 'Changed' } });
      await until(() => seen.length === 2 && one.length === 1);
      expect(seen[1]).toEqual({ leadUpdated: { id, name: 'Changed' } });
      expect(one).toEqual([seen[1]]);
      expect(foreign).toEqual([]);
    } finally {
      for (const stop of stops) stop();
    }
  });
});

/** Collects what a subscription says, errors too. */
function into(list: unknown[]): SubscriptionSink<unknown> {
  return { next: (data) => void list.push(data), broken: (reason) => void list.push(reason) };
}

/** Local subscriptions of this process on channels that end so; Redis itself counts connections, not readers. */
async function countSubscribers(ending: string): Promise<number> {
  const { Topics } = await import('../../../src/platform/pubsub/topics');
  const pubsub = Reflect.get(api.app.get(Topics), 'pubsub') as { subsRefsMap: Map<string, Set<number>> };
  return [...pubsub.subsRefsMap]
    .filter(([channel]) => channel.endsWith(ending))
    .reduce((sum, [, readers]) => sum + readers.size, 0);
}
