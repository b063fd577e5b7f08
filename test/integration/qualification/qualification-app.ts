import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import { QualificationModule } from '../../../src/qualification/qualification.module';
import { startTestApp, type TestApp } from '../../support/test-app';
import { TenantTokenModule } from '../../support/token-is-tenant';
import type { StandInProvider } from './stand-in-provider';

/** The qualification room with its API, where a token is a company’s id; no jobs run. */
export function startQualificationApp(provider: StandInProvider): Promise<TestApp> {
  return startTestApp({
    imports: [TenantTokenModule, QualificationModule],
    env: { ROLE: 'api' },
    overrides: [{ token: LanguageModelProvider, value: provider }],
    listen: true,
  });
}
