import { ConsentLedger } from '../../../src/compliance/consents/consent-ledger.service';
import type { Consent } from '../../../src/compliance/consents/consent.entity';
import type { NewConsent } from '../../../src/compliance/consents/consent-terms';
import type { TestApp } from '../test-app';

/** Name of a tenant that `TestApp.newTenant` makes. */
export const SELLER = 'Acme Homes';

/** What a person signs who may be called by AI: prior express written consent with everything in it. */
export const CONSENT_TEXT =
  'I agree that Acme Homes may call and text me about homes at this number, also with automated systems and artificial or AI voices. ' +
  'My consent is not a condition of any purchase.';

/** Written consent to every channel, given a month before `now`. */
export function writtenConsent(phone: string, now: Date, overrides: Partial<NewConsent> = {}): NewConsent {
  return {
    phone,
    type: 'PEWC',
    seller: SELLER,
    channels: ['AI_VOICE', 'HUMAN_VOICE', 'SMS', 'WHATSAPP'],
    purposes: ['MARKETING', 'INFORMATIONAL'],
    signature: 'esign_checkbox',
    disclosesAutomatedVoice: true,
    disclosesNotCondition: true,
    invitedCall: false,
    occurredAt: new Date(now.getTime() - 30 * 86_400_000),
    expiresAt: null,
    textShown: CONSENT_TEXT,
    source: 'API',
    evidence: { pageUrl: 'https://acme.example/contact' },
    ...overrides,
  };
}

/** Records written consent of the number at the tenant. */
export function aConsent(
  app: TestApp,
  tenantId: string,
  phone: string,
  overrides: Partial<NewConsent> = {},
): Promise<Consent> {
  return app.asTenant(tenantId, () => app.get(ConsentLedger).record(writtenConsent(phone, app.clock.now(), overrides)));
}
