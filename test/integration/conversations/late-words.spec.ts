import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { CampaignsModule } from '../../../src/campaigns/campaigns.module';
import { SuppressionsService } from '../../../src/compliance/suppressions/suppressions.service';
import { ConversationsService } from '../../../src/conversations/conversations.service';
import { LanguageModel } from '../../../src/language-models/language-model.port';
import { aConsent } from '../../support/builders/a-consent';
import { ScriptedModel } from '../../support/doubles/scripted-model';
import { startTestApp, type TestApp } from '../../support/test-app';
import { TEST_TWILIO } from '../../support/test-config';
import { until } from '../../support/until';
import { aSpokenCall } from './a-spoken-call';

const HANG_UP = /<Response><Hangup\s*\/><\/Response>$/;

const model = new ScriptedModel();
let app: TestApp;
let tenantId: string;
let other: string;

beforeAll(async () => {
  app = await startTestApp({
    imports: [CampaignsModule],
    // Nothing listens there: hanging up fails, as it may.
    env: { ROLE: 'api', ...TEST_TWILIO, TWILIO_BASE_URL: 'http://127.0.0.1:9' },
    overrides: [{ token: LanguageModel, value: model }],
    listen: true,
  });
  tenantId = await app.newTenant({ name: 'Acme Homes' });
  other = await app.newTenant({ name: 'Other Co' });
});
afterAll(() => app.close());
beforeEach(() => model.answers(() => ({ text: 'I see. Tell me more?' })));

/** Posts what Twilio would, with its signature; answers the TwiML. */
async function post(
  path: string,
  call: SpokenCall,
  fields: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const form = { CallSid: sidOf(call), AccountSid: TEST_TWILIO.TWILIO_ACCOUNT_SID, ...fields };
  const route = `/webhooks/twilio/${path}`;
  const url = `${app.config.publicUrl}${route}`;
  const response = await fetch(`${app.url}${route}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': getExpectedTwilioSignature(TEST_TWILIO.TWILIO_AUTH_TOKEN, url, form) },
    body: new URLSearchParams(form),
  });
  return { status: response.status, text: await response.text() };
}

async function say(call: SpokenCall, exchange: number, fields: Record<string, string>): Promise<string> {
  const { status, text } = await post(`voice/${call.tenantId}/${call.id}/${exchange}`, call, fields);
  expect(status).toBe(200);
  return text;
}

function sidOf({ id }: SpokenCall): string {
  return `CA${id.replaceAll('-', '')}`;
}

/** Two companies talk to the same person; each call has been picked up and greeted. */
async function bothGreeted(): Promise<[SpokenCall, SpokenCall]> {
  const ours = await aSpokenCall(app, tenantId);
  const theirs = await aSpokenCall(app, other, { phone: ours.phone });
  await aConsent(app, tenantId, ours.phone);
  await aConsent(app, other, ours.phone, { seller: 'Other Co' });
  for (const call of [ours, theirs]) {
    await app.sql('update calls set provider_call_id = $2 where id = $1', [call.id, sidOf(call)]);
    expect(await say(call, 0, {})).toContain('<Gather');
  }
  return [ours, theirs];
}

async function tell(call: SpokenCall, kind: 'status' | 'amd', fields: Record<string, string>): Promise<void> {
  expect((await post(`${kind}/${call.tenantId}/${call.id}`, call, fields)).status).toBe(204);
  const applied = 'select 1 from call_events where call_id = $1 and applied_at is not null';
  await until(async () => (await app.sql(applied, [call.id])).length > 0);
}

const HAPPENED = {
  'the call has ended': (call: SpokenCall) => tell(call, 'status', { CallStatus: 'completed', CallDuration: '12' }),
  'the person was taken for a machine': (call: SpokenCall) => tell(call, 'amd', { AnsweredBy: 'machine_start' }),
} as const;

function isSuppressed(call: SpokenCall): Promise<boolean> {
  return app.asTenant(call.tenantId, () => app.get(SuppressionsService).isSuppressed(call.phone));
}

function spokenOn(call: SpokenCall): Promise<string[]> {
  return app.asTenant(call.tenantId, async () => {
    const conversations = app.get(ConversationsService);
    const conversation = await conversations.findByCall(call.id);
    const turns = await conversations.transcript(conversation?.id ?? '');
    return turns.slice(1).map(({ speaker, text }) => `${speaker}: ${text}`);
  });
}

describe.each(Object.entries(HAPPENED))('what is said although %s', (_, happened) => {
  it.each([
    ['Please stop calling me', { SpeechResult: 'Please stop calling me', Confidence: '0.9' }],
    ['(pressed 9)', { Digits: '9' }],
  ])('is obeyed when it forbids another call: %s', async (words, fields) => {
    const [ours, theirs] = await bothGreeted();
    await happened(ours);
    const goodbye = 'Understood. We will not call you again. Goodbye.';
    for (let copy = 0; copy < 2; copy += 1) expect(await say(ours, 1, fields)).toContain(goodbye);
    expect(await spokenOn(ours)).toEqual([`LEAD: ${words}`, `AGENT: ${goodbye}`]);
    expect(await isSuppressed(ours)).toBe(true);
    expect(await spokenOn(theirs)).toEqual([]);
    expect(await isSuppressed(theirs)).toBe(false);
  });

  it('is kept, and answered by nobody', async () => {
    const [ours, theirs] = await bothGreeted();
    await happened(ours);
    for (let copy = 0; copy < 2; copy += 1) {
      expect(await say(ours, 1, { SpeechResult: 'My budget is a million' })).toMatch(HANG_UP);
    }
    expect(await say(ours, 2, {})).toMatch(HANG_UP);
    expect(await spokenOn(ours)).toEqual(['LEAD: My budget is a million']);
    expect(await spokenOn(theirs)).toEqual([]);
    expect(await isSuppressed(ours)).toBe(false);
    expect(model.requests).toEqual([]);
  });

  it('is not believed of another carrier call, or another company', async () => {
    const [ours, theirs] = await bothGreeted();
    await happened(ours);
    const fields = { SpeechResult: 'Stop calling me' };
    expect(await say(ours, 1, { ...fields, CallSid: `CA${'f'.repeat(32)}` })).toMatch(HANG_UP);
    expect(await say({ ...ours, tenantId: other }, 1, fields)).toMatch(HANG_UP);
    expect([await isSuppressed(ours), await isSuppressed(theirs)]).toEqual([false, false]);
    expect([await spokenOn(ours), await spokenOn(theirs)]).toEqual([[], []]);
  });
});
