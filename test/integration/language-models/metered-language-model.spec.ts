import { LanguageModelProvider } from '../../../src/language-models/language-model-provider.port';
import { LanguageModel, type ModelAnswer, type ModelRequest } from '../../../src/language-models/language-model.port';
import { LanguageModelsModule } from '../../../src/language-models/language-models.module';
import {
  ModelAnswerInvalid,
  ModelRefused,
  ModelUnavailable,
} from '../../../src/language-models/language-models.errors';
import { Metrics } from '../../../src/platform/metrics/metrics';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import { UsageService } from '../../../src/usage/usage.service';
import { ScriptedProvider } from '../../support/doubles/scripted-provider';
import { startTestApp, type TestApp } from '../../support/test-app';

const USAGE = { inputTokens: 100, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 20 };
const ANSWER: ModelAnswer = {
  text: 'Hi',
  toolCalls: [],
  model: 'claude-haiku-5-5',
  stopReason: 'end_turn',
  requestId: 'req_9',
  usage: USAGE,
};

const ENTRY = { purpose: 'CALL_TURN', model: 'claude-haiku-5-5' };

const request: ModelRequest = {
  tier: 'FAST',
  purpose: 'CALL_TURN',
  system: 's',
  messages: [{ role: 'user', text: 'Hello' }],
  maxOutputTokens: 200,
  attribution: {},
};

describe('metering', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;
  const provider = new ScriptedProvider();

  beforeAll(async () => {
    app = await startTestApp({
      imports: [LanguageModelsModule],
      env: { ROLE: 'api', MONTHLY_TOKEN_LIMIT: '1000' },
      overrides: [{ token: LanguageModelProvider, value: provider }],
    });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    tenantId = await app.newTenant();
    other = await app.newTenant();
    provider.asked.length = 0;
    provider.configured = true;
    provider.answer = () => Promise.resolve(ANSWER);
  });

  const complete = (overrides: Partial<ModelRequest> = {}) =>
    app.asTenant(tenantId, () => app.get(LanguageModel).complete({ ...request, ...overrides }));

  async function books(tenant = tenantId) {
    const [budget] = await app.sql('select used::int, reserved::int from token_budgets where tenant_id = $1', [tenant]);
    const entries = await app.sql(
      'select tokens::int, assumed, purpose, model, call_id, provider_request_id from usage_entries where tenant_id = $1',
      [tenant],
    );
    return { ...budget, entries };
  }

  it('reserves before it asks, and settles what it cost', async () => {
    let during: unknown;
    provider.answer = async () => {
      during = await books();
      return ANSWER;
    };
    const callId = '018f0000-0000-7000-8000-000000000001';
    await expect(complete({ attribution: { callId } })).resolves.toEqual(ANSWER);
    expect(during).toMatchObject({ used: 0, reserved: 400, entries: [] });
    expect(await books()).toEqual({
      used: 120,
      reserved: 0,
      entries: [{ ...ENTRY, tokens: 120, assumed: false, call_id: callId, provider_request_id: 'req_9' }],
    });
  });

  it('charges the company that asks, and no other', async () => {
    await app.asTenant(other, () => app.get(LanguageModel).complete(request));
    expect(await books(other)).toMatchObject({ used: 120, reserved: 0, entries: [ENTRY] });
    expect(await books()).toEqual({ entries: [] });
    await complete({ purpose: 'ASSESSMENT' });
    expect(await books()).toMatchObject({ used: 120, entries: [{ purpose: 'ASSESSMENT' }] });
    expect(await books(other)).toMatchObject({ used: 120, entries: [ENTRY] });
  });

  it('asks nobody when the month has no room', async () => {
    provider.answer = () => Promise.resolve({ ...ANSWER, requestId: `req_${provider.asked.length}` });
    await complete();
    for (let i = 0; i < 5; i += 1) await complete();
    await expect(complete()).rejects.toThrow(TokenBudgetExhausted);
    expect(provider.asked).toHaveLength(6);
    expect(await books()).toMatchObject({ used: 720, reserved: 0 });
  });

  it.each([
    [
      'gives it back when nothing was sent',
      new ModelUnavailable({ spent: 'NOTHING', reason: 'rate_limit_error' }),
      0,
      [],
    ],
    [
      'books it in full when the end is unknown',
      new ModelUnavailable({ spent: 'UNKNOWN', reason: 'stalled' }),
      400,
      [true],
    ],
    ['books it in full after a fault of our own', new Error('bug'), 400, [true]],
    [
      'books the truth of a refusal',
      new ModelRefused({ spent: { model: 'claude-haiku-5-5', usage: USAGE }, reason: 'refusal' }),
      120,
      [false],
    ],
    [
      'books the truth of a useless answer',
      new ModelAnswerInvalid({ spent: { model: 'claude-haiku-5-5', usage: USAGE }, reason: 'empty' }),
      120,
      [false],
    ],
  ])('%s', async (_, error, used, assumed) => {
    provider.answer = () => Promise.reject(error);
    const callId = '018f0000-0000-7000-8000-000000000002';
    await expect(complete({ attribution: { callId } })).rejects.toBe(error);
    const after = await books();
    expect(after).toMatchObject({ used, reserved: 0 });
    const whose = { ...ENTRY, call_id: callId };
    expect(after.entries).toMatchObject(assumed.map((isAssumed) => ({ ...whose, assumed: isAssumed })));
  });

  it('holds the money the request can cost at most, as a prompt written to the cache and an answer', async () => {
    let held: unknown;
    provider.answer = async () => {
      [held] = await app.sql('select amount::int, micros::int from token_reservations where tenant_id = $1', [
        tenantId,
      ]);
      return ANSWER;
    };
    await complete();
    // 300 x 0.125 + 100 x 0.50 USD per million tokens.
    expect(held).toEqual({ amount: 400, micros: 88 });
  });

  it('asks the fast model instead of the strong one near the end of the budget, and says so', async () => {
    const assess = () => complete({ tier: 'STRONG', purpose: 'ASSESSMENT' });
    provider.answer = () => Promise.resolve({ usage: { ...USAGE, inputTokens: 380 } });
    await assess();
    await app.asTenant(tenantId, () => app.get(UsageService).setBudget(1_000, { cheaperModelPercent: 40 }));
    await assess();
    expect(provider.asked.map(({ tier }) => tier)).toEqual(['STRONG', 'FAST']);
    const entries = await app.sql(
      'select model, in_place_of from usage_entries where tenant_id = $1 order by created_at, id',
      [tenantId],
    );
    expect(entries).toEqual([
      { model: 'claude-sonnet-5-5', in_place_of: null },
      { model: 'claude-haiku-5-5', in_place_of: 'claude-sonnet-5-5' },
    ]);
    const { body: metrics } = await app.get(Metrics).text();
    expect(metrics).toMatch(
      /language_model_requests_made_cheaper_total\{model="claude-haiku-5-5",purpose="ASSESSMENT"\} 1/,
    );
  });

  it('counts what it did not ask by what had no room', async () => {
    provider.worstCase = 1_001;
    await expect(complete()).rejects.toThrow(TokenBudgetExhausted);
    provider.worstCase = 400;
    const { body: metrics } = await app.get(Metrics).text();
    expect(metrics).toMatch(/language_model_requests_refused_total\{purpose="CALL_TURN",refusing="TENANT_TOKENS"\} \d/);
  });

  it('does not lose an answer because the ledger is out of reach', async () => {
    provider.answer = async () => {
      await app.sql("alter table usage_entries add constraint broken check (purpose <> 'CALL_TURN') not valid");
      return ANSWER;
    };
    await expect(complete()).resolves.toEqual(ANSWER);
    await app.sql('alter table usage_entries drop constraint broken');
    expect(await books()).toMatchObject({ used: 0, reserved: 400 });
  });

  it('says that it is not configured, and reserves nothing', async () => {
    provider.configured = false;
    expect(app.get(LanguageModel).isConfigured()).toBe(false);
    await expect(complete()).rejects.toMatchObject({ reason: 'not_configured' });
    expect((await books()).entries).toEqual([]);
  });
});
