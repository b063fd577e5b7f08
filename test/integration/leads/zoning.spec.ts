import { LeadFollower } from '../../../src/campaigns/dialing/lead-follower.service';
import { RuleBook } from '../../../src/compliance/rules/rule-book.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { LeadZoningSweep } from '../../../src/leads/zoning/lead-zoning-sweep';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const STALE = 'US|America/Chicago';
const FRESH = 'US+US-NY|America/New_York';

describe('leads under new rules', () => {
  let app: DialerApp;
  let acme: StagedCampaign;
  let globex: StagedCampaign;

  beforeEach(async () => {
    app = await startDialerApp();
    acme = await aCampaign(app, { phones: [1, 2, 3].map(newYorkNumber) });
    globex = await aCampaign(app, { phones: [newYorkNumber(1)] });
    for (const { tenantId } of [acme, globex]) {
      await app.sql(`insert into dial_zones values ($1, $2, '{US}', '{America/Chicago}')`, [tenantId, STALE]);
      await app.sql('update leads set zone_key = $2 where tenant_id = $1', [tenantId, STALE]);
      await app.sql('update enrolments set zone_key = $2 where tenant_id = $1', [tenantId, STALE]);
    }
    await app.sql('delete from outbox');
  });
  afterEach(() => app?.close());

  const sweep = (): Promise<void> => app.get(LeadZoningSweep).sweep();
  const zones = (table: 'leads' | 'enrolments') =>
    app.sql<{ tenant_id: string; zone_key: string; count: number }>(
      `select tenant_id, zone_key, count(*)::int from ${table} group by 1, 2 order by count(*) desc, 2`,
    );
  const progress = async () => (await app.sql('select * from lead_zoning'))[0];
  const zoned = (key: string) => [
    { tenant_id: acme.tenantId, zone_key: key, count: 3 },
    { tenant_id: globex.tenantId, zone_key: key, count: 1 },
  ];

  it('are given the zones of these rules, once, and their enrolments follow', async () => {
    await sweep();
    expect(await zones('leads')).toEqual(zoned(FRESH));
    expect(await progress()).toMatchObject({ rules_version: app.get(RuleBook).version, finished_at: app.clock.now() });
    const told = await app.sql<{ tenant_id: string; payload: { leadIds: string[] } }>(
      `select tenant_id, payload from outbox where name = 'leads.updated'`,
    );
    expect(told.map(({ payload }) => payload.leadIds.length).toSorted()).toEqual([1, 3]);
    for (const { tenant_id: tenantId, payload } of told)
      await app.asTenant(tenantId, () => app.get(LeadFollower).follow(payload.leadIds));
    expect(await zones('enrolments')).toEqual(zoned(FRESH));

    await app.sql('update leads set zone_key = $1', [STALE]);
    await sweep();
    expect(await zones('leads')).toEqual(zoned(STALE));
  });

  it('are looked at again when the program starts with rules of another version', async () => {
    await app.sql(
      `insert into lead_zoning (rules_version, begun_at, finished_at) values ('2020-01-01.1', now(), now())`,
    );
    await sweep();
    expect(await zones('leads')).toEqual(zoned(FRESH));
  });

  it('are left alone by a program whose rules are not the latest that were started with', async () => {
    await sweep();
    await app.sql('update leads set zone_key = $1', [STALE]);
    await app.sql(`update lead_zoning set rules_version = '2030-01-01.1', finished_at = null`);
    await sweep();
    expect(await zones('leads')).toEqual(zoned(STALE));
  });

  it('are gone through from where the last worker was, and by one at a time', async () => {
    const [first] = await app.sql<{ tenant_id: string; id: string }>(
      'select tenant_id, id from leads order by tenant_id, id limit 1',
    );
    const leasedUntil = new Date(app.clock.now().getTime() + 30_000);
    await app.sql(
      'insert into lead_zoning (rules_version, begun_at, after_tenant, after_lead, leased_until) values ($1, now(), $2, $3, $4)',
      [app.get(RuleBook).version, first?.tenant_id, first?.id, leasedUntil],
    );
    await sweep();
    expect(await zones('leads')).toEqual(zoned(STALE));
    app.clock.set(leasedUntil);
    await sweep();
    const left = await app.sql('select id from leads where zone_key = $1', [STALE]);
    expect(left).toEqual([{ id: first?.id }]);
  });

  it('that changed nothing are told of to nobody', async () => {
    await app.sql('update leads set zone_key = $1', [FRESH]);
    await sweep();
    expect(await app.sql(`select 1 from outbox where name = 'leads.updated'`)).toEqual([]);
    const [lead] = await app.asTenant(acme.tenantId, async () => [
      ...(await app.get(LeadsService).getMany(acme.leadIds)).values(),
    ]);
    expect(lead?.zoneKey).toBe(FRESH);
  });
});
