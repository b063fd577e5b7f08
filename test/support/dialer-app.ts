import type { ModuleMetadata } from '@nestjs/common';
import { CampaignsModule } from '../../src/campaigns/campaigns.module';
import { LanguageModel } from '../../src/language-models/language-model.port';
import { Carrier } from '../../src/voice/carrier.port';
import { ScriptedCarrier } from './doubles/scripted-carrier';
import { ScriptedModel } from './doubles/scripted-model';
import { startTestApp, type TestApp } from './test-app';

export interface DialerApp extends TestApp {
  readonly carrier: ScriptedCarrier;
  readonly model: ScriptedModel;
}

/**
 * Campaigns and everything below them on a real database and Redis, with a scripted carrier and model. The role is `api`: nothing is
 * paced or swept unless the test does it, so each step can be looked at. With the modules of an `api` it listens.
 */
export async function startDialerApp(
  role: 'api' | 'all' = 'api',
  api: NonNullable<ModuleMetadata['imports']> = [],
  env: Record<string, string> = {},
): Promise<DialerApp> {
  const carrier = new ScriptedCarrier();
  const model = new ScriptedModel();
  const app = await startTestApp({
    imports: [CampaignsModule, ...api],
    listen: api.length > 0,
    env: { ROLE: role, ...env },
    overrides: [
      { token: Carrier, value: carrier },
      { token: LanguageModel, value: model },
    ],
  });
  return Object.assign(app, { carrier, model });
}
