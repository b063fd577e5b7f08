import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { CampaignsModule } from '../../../src/campaigns/campaigns.module';
import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import { CampaignBudgets } from '../../../src/usage/campaign-budgets/campaign-budgets.service';
import { UsageService } from '../../../src/usage/usage.service';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import { aConsent } from '../../support/builders/a-consent';
import { ScriptedProvider } from '../../support/doubles/scripted-provider';
import { startTestApp, type TestApp } from '../../support/test-app';
import { TEST_TWILIO } from '../../support/test-config';
import { type CallSetting, aSpokenCall } from './a-spoken-call';

const LEAVE = 'I am sorry, I have to end our call here. Thank you for talking to me. Goodbye.';

/** Twilio asks, the program answers TwiML: the real carrier and the real metering, on a model that answers as told. */
describe('a call whose budget ends while it is spoken on', () => {
  const provider = new ScriptedProvider();
  let app: TestApp;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    app = await startTestApp({
      imports: [CampaignsModule],
      env: { ROLE: 'api', ...TEST_TWILIO, TWILIO_BASE_URL: 'http://127.0.0.1:9', TOKENS_PER_CALL: '1000' },
      overrides: [{ token: LanguageModelProvider, value: provider }],
      listen: true,
    });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    tenantId = await app.newTenant({ name: 'Acme Homes' });
    other = await app.newTenant({ name: 'Other Co' });
    provider.asked.length = 0;
    provider.worstCase = 400;
    provider.answer = () => Promise.resolve({ text: 'I see. Tell me more?' });
  });

  /** Picked up and greeted; `campaignId` has asked for it. */
  async function greeted(
    company: string,
    { campaignId, ...setting }: CallSetting & { campaignId?: string } = {},
  ): Promise<SpokenCall> {
    const call = await aSpokenCall(app, company, setting);
    await aConsent(app, company, call.phone, company === other ? { seller: 'Other Co' } : {});
    await app.sql('update calls set provider_call_id = $2, campaign_id = $3 where id = $1', [
      call.id,
      sidOf(call),
      campaignId ?? null,
    ]);
    expect(await post(call, 0)).toContain('<Gather');
    return call;
  }

  async function post(call: SpokenCall, exchange: number, said?: string): Promise<string> {
    const form = {
      CallSid: sidOf(call),
      AccountSid: TEST_TWILIO.TWILIO_ACCOUNT_SID,
      ...(said ? { SpeechResult: said, Confidence: '0.9' } : {}),
    };
    const route = `/webhooks/twilio/voice/${call.tenantId}/${call.id}/${exchange}`;
    const url = `${app.config.publicUrl}${route}`;
    const response = await fetch(`${app.url}${route}`, {
      method: 'POST',
      headers: { 'x-twilio-signature': getExpectedTwilioSignature(TEST_TWILIO.TWILIO_AUTH_TOKEN, url, form) },
      body: new URLSearchParams(form),
    });
    expect(response.status).toBe(200);
    return response.text();
  }

  /** Says it all and hangs up after: one Say, closed, then the Hangup, and nothing that listens. */
  function saysAndHangsUp(twiml: string, words: string): void {
    expect(twiml).toMatch(/<Response><Say [^>]*>[^<]+<\/Say><Hangup\s*\/><\/Response>$/);
    expect(twiml).toContain(words);
    expect(twiml).not.toContain('<Gather');
  }

  const turnsOf = (call: SpokenCall) =>
    app.sql(
      `select t.speaker, t.text, t.action from turns t join conversations c on c.tenant_id = t.tenant_id and c.id = t.conversation_id
       where c.call_id = $1 order by t.seq`,
      [call.id],
    );

  it('goes on while there is room, and takes its leave in whole sentences when there is none', async () => {
    await app.asTenant(tenantId, () => app.get(UsageService).setBudget(500));
    const [call, theirs] = [await greeted(tenantId), await greeted(other)];
    expect(await post(call, 1, 'Yes, I am looking for a flat.')).toContain('I see. Tell me more?');
    const leave = await post(call, 2, 'Two bedrooms, please.');
    saysAndHangsUp(leave, LEAVE);
    expect(await post(call, 2, 'Two bedrooms, please.')).toBe(leave);
    expect((await turnsOf(call)).slice(-2)).toEqual([
      { speaker: 'LEAD', text: 'Two bedrooms, please.', action: null },
      { speaker: 'AGENT', text: LEAVE, action: 'OUT_OF_BUDGET' },
    ]);
    expect(provider.asked).toHaveLength(1);
    expect(await post(theirs, 1, 'Hello?')).toContain('I see. Tell me more?');
  });

  it.each<[string, (campaignId: string) => Promise<unknown>]>([
    ['the money of the month', () => app.get(UsageService).setBudget(1_000_000, { moneyLimitMicros: 10 })],
    ['the tokens of the campaign', (campaignId: string) => app.get(CampaignBudgets).set(campaignId, { tokens: 399 })],
    ['the money of the campaign', (campaignId: string) => app.get(CampaignBudgets).set(campaignId, { micros: 10 })],
  ])('does so for %s', async (_which, limit) => {
    const campaignId = await aCampaignRow(app, tenantId);
    await app.sql("update campaigns set status = 'ACTIVE', started_at = now() where id = $1", [campaignId]);
    await app.asTenant(tenantId, () => limit(campaignId));
    const call = await greeted(tenantId, { campaignId });
    saysAndHangsUp(await post(call, 1, 'Hello?'), LEAVE);
    expect(provider.asked).toHaveLength(0);
  });

  it.each([
    ['ar-AE', 'مرحبا، أبحث عن شقة بغرفتي نوم.', 'مع السلامة.'],
    ['hi-IN', 'नमस्ते, मुझे दो कमरों का फ्लैट चाहिए।', 'अलविदा।'],
    ['es-US', undefined, 'Adiós.'],
  ])('speaks the language of the conversation: %s', async (language, said, farewell) => {
    await app.asTenant(tenantId, () => app.get(UsageService).setBudget(0));
    const call = await greeted(tenantId, said ? {} : { language });
    const twiml = await post(call, 1, said ?? 'Busco un piso.');
    saysAndHangsUp(twiml, farewell);
    expect(twiml).toContain(`language="${language}"`);
  });

  it('takes its leave before the cap of the call is reached', async () => {
    const call = await greeted(tenantId);
    provider.answer = () =>
      Promise.resolve({
        text: 'I see. Tell me more?',
        usage: { inputTokens: 300, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 50 },
      });
    expect(await post(call, 1, 'One')).toContain('<Gather');
    expect(await post(call, 2, 'Two')).toContain('<Gather');
    saysAndHangsUp(await post(call, 3, 'Three'), 'That is all for now. Goodbye.');
    expect(provider.asked).toHaveLength(2);
    expect((await turnsOf(call)).at(-1)).toMatchObject({ action: 'WRAP_UP' });
  });

  it('still obeys the wish not to be called again, which needs no budget', async () => {
    await app.asTenant(tenantId, () => app.get(UsageService).setBudget(0));
    const call = await greeted(tenantId);
    saysAndHangsUp(await post(call, 1, 'Please stop calling me'), 'We will not call you again. Goodbye.');
  });
});

function sidOf({ id }: SpokenCall): string {
  return `CA${id.replaceAll('-', '')}`;
}
