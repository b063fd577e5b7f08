import { v7 as uuidv7 } from 'uuid';
import { LeadsModule } from '../../../src/leads/leads.module';
import { LeadsService } from '../../../src/leads/leads.service';
import { lockLead } from '../../../src/leads/lock-lead';
import { changedBy } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { door } from '../../support/door';
import { startTestApp, type TestApp } from '../../support/test-app';

let app: TestApp;
let acme: string;
let globex: string;

beforeAll(async () => {
  app = await startTestApp({ imports: [LeadsModule], env: { ROLE: 'api' } });
  acme = await app.newTenant();
  globex = await app.newTenant();
});
afterAll(() => app?.close());

const aLead = (tenantId: string): Promise<string> =>
  app.asTenant(tenantId, async () => {
    const { lead } = await app.get(LeadsService).receive({ phone: '+12125552345', name: 'Anna', source: 'TEST' });
    return lead.id;
  });

/** Begins a conversation of the lead, which refers to it, and then holds the lead; `between` comes in the middle. */
const writesAndHolds = (tenantId: string, leadId: string, between: () => Promise<void>): Promise<string> =>
  app.asTenant(tenantId, () =>
    app.get(UnitOfWork).run(async (tx) => {
      await changedBy(
        tx,
        `insert into conversations (tenant_id, id, lead_id, channel, status, started_at, updated_at, unproven_session)
         values ($1, $2, $3, 'LIVE_CHAT', 'ACTIVE', $4, $4, $5)`,
        [tenantId, uuidv7(), leadId, app.clock.now(), uuidv7()],
      );
      await between();
      return (await lockLead(tx, leadId)).id;
    }),
  );

it.each([
  ['one company', () => acme],
  ['another', () => globex],
])('two who each wrote something of a lead of %s can both hold it, in turns', async (_, company) => {
  const leadId = await aLead(company());
  const [firstWrote, secondWrote] = [door(), door()];
  const first = writesAndHolds(company(), leadId, async () => {
    firstWrote.open();
    await secondWrote.opened;
  });
  const second = writesAndHolds(company(), leadId, async () => {
    secondWrote.open();
    await firstWrote.opened;
  });
  expect(await Promise.all([first, second])).toEqual([leadId, leadId]);
});
