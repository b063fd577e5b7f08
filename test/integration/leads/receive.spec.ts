import { v7 as uuidv7 } from 'uuid';
import { IllegalLeadMove, LeadNotFound } from '../../../src/leads/leads.errors';
import { LEAD_MOVES, LEAD_STAGES } from '../../../src/leads/lead-stage';
import { LeadsService } from '../../../src/leads/leads.service';
import { LeadEditor } from '../../../src/leads/lead-editor.service';
import type { NewLead } from '../../../src/leads/new-lead';
import { FormMappingsService } from '../../../src/leads/projects/form-mappings.service';
import { TooManyFormMappings } from '../../../src/leads/projects/projects.errors';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import { UnmappedLeads } from '../../../src/leads/unmapped-leads.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { InvalidInput } from '../../../src/platform/http/invalid-input';
import type { TestApp } from '../../support/test-app';
import { factsOf, startLeadsApp, statementsOf } from './leads-app';

let app: TestApp;
let leads: LeadsService;
let tenant: string;
let other: string;

beforeAll(async () => {
  app = await startLeadsApp();
  leads = app.get(LeadsService);
});
afterAll(() => app.close());
beforeEach(async () => {
  tenant = await app.newTenant();
  other = await app.newTenant({ defaultCountry: 'AE' });
});

const ann: NewLead = { phone: '(415) 555-0123', name: 'Ann', source: 'API' };

function receive(more: Partial<NewLead> = {}, at = tenant) {
  return app.asTenant(at, () => leads.receive({ ...ann, ...more }));
}

async function newProject(
  name: string,
  more: { keywords?: string[]; form?: string } = {},
  at = tenant,
): Promise<string> {
  return app.asTenant(at, async () => {
    const project = await app.get(ProjectsService).create({ name, keywords: more.keywords });
    if (!('id' in project)) throw new Error(project.message);
    if (more.form) await app.get(FormMappingsService).create({ formName: more.form, projectId: project.id });
    return project.id;
  });
}

describe('receiving a lead', () => {
  it('stores it in E.164 with its zone, and records the fact', async () => {
    const { lead, created } = await receive({ address: { state: 'NY', country: 'US' } });
    expect(created).toBe(true);
    const stored = await app.asTenant(tenant, () => leads.get(lead.id));
    expect(stored).toEqual(lead);
    expect(stored).toMatchObject({
      phone: '+14155550123',
      phoneCountry: 'US',
      stage: 'NEW',
      temperature: 'UNSCORED',
      score: null,
    });
    expect(stored.zoneKey).toBe('US+US-CA+US-NY|America/Los_Angeles,America/New_York');
    expect(await factsOf(app, tenant)).toEqual([]);
  });

  it('reads national numbers in the country of the tenant', async () => {
    const { lead } = await receive({ phone: '050 123 4567' }, other);
    expect(lead.phone).toBe('+971501234567');
    await expect(receive({ phone: '050 123 4567' })).rejects.toThrow(/^phone: /);
  });

  it('updates the same person and never makes a second', async () => {
    const first = await receive();
    app.clock.advance(1_000);
    const again = await receive({ phone: '+1 415 555 0123', name: null, email: 'ann@example.com' });
    expect(again).toMatchObject({
      created: false,
      changed: true,
      lead: { id: first.lead.id, name: 'Ann', email: 'ann@example.com' },
    });
    expect(again.lead.updatedAt).toEqual(app.clock.now());
    const third = await receive({ email: 'ann@example.com' });
    expect(third).toMatchObject({ created: false, changed: false });
    expect((await factsOf(app, tenant)).map(([name]) => name)).toEqual(['leads.updated']);
    expect(await app.sql('select 1 from leads where tenant_id = $1', [tenant])).toHaveLength(1);
  });

  it('makes one lead of twenty arrivals at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => receive({ name: null, attributes: { [`n${i}`]: i } })),
    );
    expect(new Set(answers.map(({ lead }) => lead.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const [row] = await app.sql<{ attributes: object }>('select attributes from leads where tenant_id = $1', [tenant]);
    expect(Object.keys(row?.attributes ?? {})).toHaveLength(20);
  });

  it('keeps nobody waiting who only refers to the lead', async () => {
    const { lead } = await receive();
    const referred = await app.asTenant(tenant, () =>
      app.get(UnitOfWork).run(async () => {
        await leads.receive({ ...ann, email: 'ann@example.com' });
        return app.sql('select id from leads where id = $1 for key share nowait', [lead.id]);
      }),
    );
    expect(referred).toEqual([{ id: lead.id }]);
  });

  it('keeps the same phone of two tenants apart', async () => {
    const mine = await receive();
    const theirs = await receive({ phone: '+14155550123', name: 'Bob' }, other);
    expect(theirs.created).toBe(true);
    await app.asTenant(other, async () => {
      expect(await leads.find(mine.lead.id)).toBeNull();
      await expect(leads.get(mine.lead.id)).rejects.toThrow(LeadNotFound);
      expect((await leads.getMany([mine.lead.id, theirs.lead.id])).size).toBe(1);
      await expect(leads.moveStage(mine.lead.id, 'CONTACTED')).rejects.toThrow(LeadNotFound);
    });
  });

  it('names every bad field and stores nothing', async () => {
    const refused = receive({ phone: '12', email: 'x', timeZone: 'Moon' });
    await expect(refused).rejects.toThrow(InvalidInput);
    await expect(refused).rejects.toMatchObject({
      problems: [{ field: 'email' }, { field: 'timeZone' }, { field: 'phone' }],
    });
    expect(await app.sql('select 1 from leads where tenant_id = $1', [tenant])).toEqual([]);
    expect(await factsOf(app, tenant)).toEqual([]);
  });

  it('does not take a project of somebody else', async () => {
    const foreign = await newProject('Theirs', {}, other);
    await expect(receive({ projectId: foreign })).rejects.toThrow('Project was not found');
  });

  it('vanishes with the transaction it was part of', async () => {
    const work = app.get(UnitOfWork);
    await expect(
      app.asTenant(tenant, () =>
        work.run(async () => {
          await leads.receive(ann);
          throw new Error('second thoughts');
        }),
      ),
    ).rejects.toThrow('second thoughts');
    expect(await factsOf(app, tenant)).toEqual([]);
  });
});

describe('finding the project', () => {
  it('by an exact name, a part of it, a keyword, or not at all', async () => {
    const marina = await newProject('Marina', { form: 'Marina Heights' });
    const villas = await newProject('Villas', { keywords: ['villa'] });
    const found = async (phone: string, formName: string) => (await receive({ phone, formName })).lead.projectId;
    expect(await found('4155550101', ' marina heights')).toBe(marina);
    expect(await found('4155550102', 'Marina Heights 2026')).toBe(marina);
    expect(await found('4155550103', 'Villa brochure')).toBe(villas);
    expect(await found('4155550104', 'Newsletter')).toBeNull();
  });

  it('is no matter of more than a thousand mappings', async () => {
    const [projectId, theirs] = [await newProject('Full'), await newProject('Theirs', {}, other)];
    await app.sql(
      `insert into form_mappings (tenant_id, id, project_id, form_name, created_at, updated_at)
       select $1, gen_random_uuid(), $2, 'form ' || i, now(), now() from generate_series(1, 999) i`,
      [tenant, projectId],
    );
    const mappings = app.get(FormMappingsService);
    const map = (formName: string, at = tenant, to = projectId) =>
      app.asTenant(at, () => mappings.create({ formName, projectId: to }));
    await expect(map('the last')).resolves.toMatchObject({ formName: 'the last' });
    await expect(map('one more')).rejects.toThrow(TooManyFormMappings);
    await expect(map('one more', other, theirs)).resolves.toMatchObject({ formName: 'one more' });
  });

  it('records the mapping with the arrival', async () => {
    const projectId = await newProject('Marina', { form: 'Marina' });
    const { lead } = await receive({ formName: 'Marina' });
    expect(await factsOf(app, tenant)).toEqual([['leads.mapped', { leadIds: [lead.id], projectId }]]);
  });

  it('keeps the first project, so that nobody is called twice', async () => {
    const first = await newProject('First', { form: 'One' });
    await newProject('Second', { form: 'Two' });
    await receive({ formName: 'One' });
    const again = await receive({ formName: 'Two' });
    expect(again.lead).toMatchObject({ projectId: first, formName: 'One' });
    expect((await factsOf(app, tenant)).filter(([name]) => name === 'leads.mapped')).toHaveLength(1);
  });

  it('maps an unmapped person when a known form comes', async () => {
    const { lead } = await receive({ formName: 'Unknown' });
    const projectId = await newProject('Later', { form: 'Known' });
    const again = await receive({ formName: 'Known' });
    expect(again.lead.projectId).toBe(projectId);
    expect(await factsOf(app, tenant)).toEqual([
      ['leads.updated', { leadIds: [lead.id] }],
      ['leads.mapped', { leadIds: [lead.id], projectId }],
    ]);
  });
});

describe('unmapped leads', () => {
  async function waiting(): Promise<string[]> {
    const made = [];
    for (const [i, formName] of ['Alpha', 'Beta', 'Alpha', 'Gamma'].entries()) {
      made.push((await receive({ phone: `+1415555011${i}`, formName })).lead.id);
    }
    await receive({ phone: '+14155550119', formName: null });
    return made;
  }

  it('follow a mapping only when they are processed', async () => {
    const ids = await waiting();
    const alpha = await newProject('Alpha project', { form: 'alpha' });
    expect((await app.asTenant(tenant, () => leads.get(ids[0] ?? ''))).projectId).toBeNull();
    const process = () => app.asTenant(tenant, () => app.get(UnmappedLeads).process({}));
    expect(await process()).toEqual({ examined: 4, mapped: 2, endCursor: null });
    expect(await process()).toEqual({ examined: 2, mapped: 0, endCursor: null });
    const mapped = (await factsOf(app, tenant))
      .filter(([name]) => name === 'leads.mapped')
      .map(([, payload]) => payload);
    expect(mapped).toEqual([{ leadIds: [ids[0], ids[2]], projectId: alpha }]);
  });

  it('may be chosen, and given a project whatever their form says', async () => {
    const ids = await waiting();
    const projectId = await newProject('Chosen');
    const unmapped = app.get(UnmappedLeads);
    await app.asTenant(tenant, async () => {
      const chosen = { ids: ids.slice(0, 2), projectId };
      expect(await unmapped.process(chosen)).toMatchObject({ examined: 2, mapped: 2 });
      expect(await unmapped.process(chosen)).toMatchObject({ examined: 0, mapped: 0 });
      await expect(unmapped.process({ projectId })).rejects.toThrow(/needs the ids/);
    });
    expect(await app.asTenant(other, () => unmapped.process({ ids }))).toMatchObject({ examined: 0, mapped: 0 });
  });

  it('are processed in batches, each a fixed number of statements', async () => {
    await newProject('All', { keywords: ['form'] });
    await manyWaiting(1_234);
    let result;
    const statements = await statementsOf(async () => {
      result = await app.asTenant(tenant, () => app.get(UnmappedLeads).process({}));
    });
    expect(result).toEqual({ examined: 1_234, mapped: 1_234, endCursor: null });
    expect(statements).toHaveLength(3 * 7);
  });

  it('are looked at five thousand at a time, each once', async () => {
    await newProject('Some', { keywords: ['form 3'] });
    await manyWaiting(5_100);
    const process = (after?: string | null) =>
      app.asTenant(tenant, () => app.get(UnmappedLeads).process({ after: after ?? null }));
    const first = await process();
    expect(first).toMatchObject({ examined: 5_000, endCursor: expect.any(String) });
    const second = await process(first.endCursor);
    expect(second).toMatchObject({ examined: 100, endCursor: null });
    expect(first.mapped + second.mapped).toBe(729);
    const told = (await factsOf(app, tenant)).map(([name, payload]) => [
      name,
      (payload as { leadIds: [] }).leadIds.length,
    ]);
    const sum = (fact: string) => told.reduce((total, [name, leads]) => total + (name === fact ? Number(leads) : 0), 0);
    expect([told.length, sum('leads.mapped'), sum('leads.updated')]).toEqual([2 * 11, 729, 729]);
  });

  async function manyWaiting(count: number): Promise<void> {
    await app.sql(
      `insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, 'z', '{}', '{}')`,
      [tenant],
    );
    await app.sql(
      `insert into leads (tenant_id, id, phone, zone_key, source, form_name, created_at, updated_at)
       select $1, gen_random_uuid(), '+1415' || (5000000 + i), 'z', 'TEST', 'form ' || (i % 7), date_trunc('milliseconds', now()) + (i / 9) * interval '1 ms', now()
       from generate_series(1, $2::int) i`,
      [tenant, count],
    );
  }
});

describe('what other rooms write', () => {
  it('moves along the life cycle and minds nothing that comes late or twice', async () => {
    const { lead } = await receive();
    const stage = async () => (await leads.get(lead.id)).stage;
    await app.asTenant(tenant, async () => {
      await leads.moveStage(lead.id, 'CONTACTED');
      await leads.moveStage(lead.id, 'QUALIFYING');
      await leads.moveStage(lead.id, 'CONTACTED');
      expect(await stage()).toBe('QUALIFYING');
      await leads.moveStage(lead.id, 'DISQUALIFIED');
      await expect(leads.moveStage(lead.id, 'QUALIFIED')).rejects.toThrow(IllegalLeadMove);
      expect(await stage()).toBe('DISQUALIFIED');
    });
    expect((await factsOf(app, tenant)).filter(([name]) => name === 'leads.updated')).toHaveLength(3);
  });

  it('keeps scores, contacts and what is known of the phone', async () => {
    const { lead } = await receive();
    const spoken = new Date('2026-07-07T18:05:00Z');
    await app.asTenant(tenant, async () => {
      await leads.recordScore(lead.id, { score: 82.5, temperature: 'HOT' });
      await leads.recordScore(lead.id, { score: 82.5, temperature: 'HOT' });
      await leads.markContacted(lead.id, spoken);
      await leads.markContacted(lead.id, new Date('2026-07-07T17:00:00Z'));
      await leads.markPhone(lead.id, 'REACHED');
      expect(await leads.get(lead.id)).toMatchObject({
        score: 82.5,
        temperature: 'HOT',
        stage: 'CONTACTED',
        lastContactedAt: spoken,
        phoneStatus: 'REACHED',
      });
    });
    expect((await factsOf(app, tenant)).filter(([name]) => name === 'leads.updated')).toHaveLength(3);
  });

  it('has the same life cycle in the code and in the database', async () => {
    const rows = await app.sql<{ from_state: string; to_state: string }>(
      "select from_state, to_state from legal_moves where machine = 'lead' order by 1, 2",
    );
    const moves = LEAD_STAGES.flatMap((from) =>
      LEAD_MOVES[from].map((to) => ({ from_state: from as string, to_state: to as string })),
    );
    const inCode = [{ from_state: '-', to_state: 'NEW' }, ...moves];
    const key = ({ from_state, to_state }: { from_state: string; to_state: string }) => `${from_state}>${to_state}`;
    expect(rows.map(key).sort()).toEqual(inCode.map(key).sort());
  });
});

describe('changing a lead by hand', () => {
  it('changes what is named, finds the zone anew and gives a first project', async () => {
    const { lead } = await receive({ attributes: { rooms: 2 } });
    const projectId = await newProject('By hand');
    const editor = app.get(LeadEditor);
    const change = {
      company: 'Acme',
      address: { state: 'TX', country: 'United States' },
      attributes: { rooms: null, pool: true },
      projectId,
    };
    const changed = await app.asTenant(tenant, () => editor.change(lead.id, change));
    expect(changed).toMatchObject({
      name: 'Ann',
      company: 'Acme',
      addressState: 'TX',
      addressCountry: 'US',
      attributes: { pool: true },
      projectId,
    });
    expect(changed.zoneKey).toContain('US-TX');
    expect(await app.asTenant(tenant, () => leads.get(lead.id))).toEqual(changed);
    const second = await newProject('Another');
    await app.asTenant(tenant, () => editor.change(lead.id, { projectId: second }));
    await app.asTenant(tenant, () => editor.change(lead.id, { projectId: second }));
    expect((await factsOf(app, tenant)).map(([name]) => name)).toEqual([
      'leads.updated',
      'leads.mapped',
      'leads.updated',
    ]);
  });

  it('refuses what cannot be, and changes nothing', async () => {
    const { lead } = await receive();
    const editor = app.get(LeadEditor);
    const change = (edit: Parameters<LeadEditor['change']>[1], id = lead.id, at = tenant) =>
      app.asTenant(at, () => editor.change(id, edit));
    await expect(change({ email: 'no' })).rejects.toMatchObject({ problems: [{ field: 'input.email' }] });
    await expect(change({ projectId: null })).rejects.toThrow(/projectId/);
    await expect(change({ projectId: uuidv7() })).rejects.toThrow('Project was not found');
    await expect(change({ name: 'Eve' }, lead.id, other)).rejects.toThrow(LeadNotFound);
    expect(await app.asTenant(tenant, () => leads.get(lead.id))).toEqual(lead);
  });
});

describe('cost', () => {
  it('takes a fixed number of statements', async () => {
    await newProject('P', { form: 'Form' });
    const count = async (more: Partial<NewLead>) => (await statementsOf(() => receive(more))).length;
    expect(await count({ phone: '+14155550150' })).toBe(3);
    expect(await count({ phone: '+14155550151', formName: 'Form' })).toBe(6);
    expect(await count({ phone: '+14155550151', formName: 'Form' })).toBe(6);
  });
});
