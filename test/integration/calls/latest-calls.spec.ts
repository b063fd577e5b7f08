import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';
import { statementsOf } from '../leads/leads-app';

const LEADS = 12;
const CALLS = 5;

let app: DialerApp;
let ours: StagedCampaign;
let theirs: StagedCampaign;

beforeAll(async () => {
  app = await startDialerApp('api', [TenantTokenModule]);
  [ours, theirs] = [await calledPeople(), await calledPeople()];
});
afterAll(() => app.close());

async function calledPeople(): Promise<StagedCampaign> {
  const phones = Array.from({ length: LEADS }, (_, n) => newYorkNumber(n));
  const staged = await aCampaign(app, { phones, start: false });
  await app.sql(
    `insert into calls (tenant_id, id, lead_id, agent_id, agent_version, origin, attempt, purpose, phone, from_number, zone_key,
       status, ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
     select l.tenant_id, gen_random_uuid(), l.id, $2, 1, 'MANUAL', n, 'MARKETING', l.phone, '+14155550100', l.zone_key,
       'QUEUED', 30, 600, at, at, at
     from leads l, lateral (select timestamptz '2026-07-01T10:00:00.5Z' + make_interval(hours => $3) as at, $3 as n) m where l.tenant_id = $1`,
    [staged.tenantId, staged.agentId, 1],
  );
  for (let n = 2; n <= CALLS; n += 1) await endAndCallAgain(staged, n);
  return staged;
}

/** A person has one live call at a time. */
async function endAndCallAgain({ tenantId }: StagedCampaign, n: number): Promise<void> {
  await app.sql(
    `update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = created_at + interval '1 minute', cost_micros = 9000,
       cost_currency = 'USD' where tenant_id = $1 and ended_at is null`,
    [tenantId],
  );
  await app.sql(
    `insert into calls select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'attempt', $2::integer,
       'status', 'QUEUED', 'outcome', null, 'ended_at', null, 'cost_micros', null, 'cost_currency', null,
       'created_at', c.created_at + interval '1 hour', 'queued_at', c.created_at + interval '1 hour'))).*
     from calls c where tenant_id = $1 and attempt = $2 - 1`,
    [tenantId, n],
  );
}

interface Listed {
  readonly leads: {
    readonly nodes: readonly { readonly id: string; readonly latestCalls: readonly Record<string, unknown>[] }[];
  };
}

const LIST = `query ($first: Int, $calls: Int = 3) { leads(first: $first) { nodes { id
  latestCalls(first: $calls) { id leadId attempt status queuedAt endedAt cost { amountMicros currency } } } } }`;

/** The first asking is executed the ordinary way, the second and third compiled. */
async function threeTimes(tenantId: string, query: string, variables: object): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let n = 0; n < 3; n += 1) answers.push(await ask(app.url, tenantId, query, variables));
  return answers;
}

describe('the latest calls of leads', () => {
  it('are those of each lead, newest first, with nothing but the company’s own', async () => {
    const { data } = await ask<Listed>(app.url, ours.tenantId, LIST, { first: 50 });
    expect(data.leads.nodes.map(({ id }) => id).sort()).toEqual([...ours.leadIds].sort());
    for (const { id, latestCalls } of data.leads.nodes) {
      expect(latestCalls.map(({ leadId, attempt }) => [leadId, attempt])).toEqual([5, 4, 3].map((n) => [id, n]));
      expect(latestCalls[0]).toMatchObject({ status: 'QUEUED', queuedAt: '2026-07-01T15:00:00.500Z', cost: null });
      expect(latestCalls[1]?.['cost']).toEqual({ amountMicros: '9000', currency: 'USD' });
    }
  });

  it('are the same compiled as executed the ordinary way, for either company in turn', async () => {
    const query = LIST.replace('query', 'query Compared');
    const [first, second, third] = await threeTimes(ours.tenantId, query, { first: 50 });
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    const other = await ask<Listed>(app.url, theirs.tenantId, query, { first: 50 });
    expect(other.data.leads.nodes.map(({ id }) => id).sort()).toEqual([...theirs.leadIds].sort());
    expect(await ask(app.url, ours.tenantId, query, { first: 50 })).toEqual(first);
  });

  it('refuse a number that is none, compiled or not, and a variable that is none', async () => {
    const dear = { first: 1, calls: 21 };
    for (const answer of await threeTimes(ours.tenantId, LIST.replace('query', 'query Refused'), dear)) {
      expect(answer).toMatchObject({
        data: null,
        errors: [
          { path: ['leads', 'nodes', 0, 'latestCalls'], extensions: { code: 'BAD_USER_INPUT', field: 'first' } },
        ],
      });
    }
    for (const answer of await threeTimes(ours.tenantId, LIST.replace('query', 'query Wrong'), { first: 'many' })) {
      expect(answer).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
      expect(answer).not.toHaveProperty('data');
    }
    const nobody = LIST.replace('query', 'query Nobody');
    for (const answer of await threeTimes('', nobody, {}))
      expect(answer).toMatchObject({ errors: [{ path: ['leads'], extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('bring what relations need, whatever else is selected', async () => {
    const related = `{ leads(first: 2) { nodes { latestCalls(first: 1) { ...Related } } } }
      fragment Related on Call { lead { id } agent { name } conversation { id } }`;
    for (const answer of await threeTimes(ours.tenantId, related, {})) {
      expect(answer).not.toHaveProperty('errors');
      expect(JSON.stringify(answer)).toContain('"agent":{"name":"Maya"}');
    }
  });

  it('are the same read along with a page, by edges or under other names, as read by themselves', async () => {
    const calls = 'id attempt queuedAt endedAt cost { amountMicros currency }';
    const query = `query ($alone: Boolean = true) { leads(first: 3) { edges { node {
      along: latestCalls(first: 2) { ${calls} } same: latestCalls(first: 2) { ${calls} } one: latestCalls(first: 1) { id }
      alone: latestCalls(first: 2) @include(if: $alone) { ${calls} } } } } }`;
    for (const answer of await threeTimes(ours.tenantId, query, {})) {
      const { data } = answer as { data: { leads: { edges: { node: Record<string, { id: string }[]> }[] } } };
      expect(data.leads.edges).toHaveLength(3);
      for (const { node } of data.leads.edges) {
        expect(node['along']).toHaveLength(2);
        expect(node['same']).toEqual(node['along']);
        expect(node['alone']).toEqual(node['along']);
        expect(node['one']).toEqual([{ id: node['along']?.[0]?.id }]);
      }
    }
  });

  it('take no statement beside that of the page, and one where they may be left out, for one lead or for many', async () => {
    const read = async (first: number, query = LIST): Promise<string[]> =>
      (await statementsOf(() => ask(app.url, ours.tenantId, query, { first }))).filter((text) =>
        /\b(leads|calls)\b/.test(text),
      );
    const optional = LIST.replace('latestCalls(first: $calls)', '$& @skip(if: false)');
    expect(await read(1)).toHaveLength(1);
    expect(await read(50)).toHaveLength(1);
    expect(await read(1, optional)).toHaveLength(2);
    expect(await read(50, optional)).toHaveLength(2);
  });
});
