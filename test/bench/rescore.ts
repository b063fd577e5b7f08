import { Rescorer } from '../../src/qualification/rescoring/rescorer.service';
import { RescoringsService } from '../../src/qualification/rescoring/rescorings.service';
import { RubricsService } from '../../src/qualification/rubrics/rubrics.service';
import { assessedLeads } from '../integration/qualification/assessed-leads';
import { startDialerApp } from '../support/dialer-app';
import globalSetup from '../support/global-setup';
import globalTeardown from '../support/global-teardown';
import type { TestApp } from '../support/test-app';

type Say = (line: string) => void;

/** Leads a second that get the score of another version of their rubric, all of them changed; and again with none of them changed. */
export async function rescore(leads: number, say: Say): Promise<void> {
  await globalSetup();
  const app = await startDialerApp();
  try {
    const tenantId = await app.newTenant();
    const rubricId = await app.asTenant(tenantId, () => aRubric(app));
    await assessedLeads(app, tenantId, rubricId, leads);
    await app.sql('analyze');
    const [changed, unchanged] = [await once(app, tenantId, rubricId), await once(app, tenantId, rubricId)];
    say(`nothing changed: ${Math.round(leads / unchanged.seconds)} leads a second, ${unchanged.changed} changed`);
    say(
      `bench rescore: ${Math.round(leads / changed.seconds)} leads a second (${leads} leads in ${changed.seconds.toFixed(1)} s, ` +
        `${changed.changed} changed, ${app.model.requests.length} requests to a model)`,
    );
  } finally {
    await app.close();
    await globalTeardown();
  }
}

async function aRubric(app: TestApp): Promise<string> {
  const budget = { field: 'budget', operator: '>=', value: { amount: 50_000, currency: 'AED' }, weight: 60 };
  const criteria = [budget, { field: 'timeline', operator: '==', value: 'immediate', weight: 40 }];
  return (await app.get(RubricsService).save({ name: 'Flats', criteria, minScore: 70 })).id;
}

async function once(app: TestApp, tenantId: string, rubricId: string): Promise<{ seconds: number; changed: number }> {
  return app.asTenant(tenantId, async () => {
    const { id } = await app.get(RescoringsService).begin(rubricId);
    const begun = performance.now();
    await app.get(Rescorer).run(id);
    const seconds = (performance.now() - begun) / 1_000;
    return { seconds, changed: (await app.get(RescoringsService).get(id)).leadsChanged };
  });
}
