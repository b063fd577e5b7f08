import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { LanguageModel, type ModelRequest } from '../../../src/language-models/language-model.port';
import { LanguageModelsModule } from '../../../src/language-models/language-models.module';
import { CampaignBudgets } from '../../../src/usage/campaign-budgets/campaign-budgets.service';
import { ExpiredReservations } from '../../../src/usage/expired-reservations.service';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import { UsageService } from '../../../src/usage/usage.service';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import { startTestApp, type TestApp } from '../../support/test-app';
import { StubAnthropic } from '../language-models/stub-anthropic';
import type { Errand } from './asking-process';
import { campaignOf, monthOf } from './budget-stage';

const ANSWERED_TOKENS = 2_080;

describe('a process killed between the answer and its settlement', () => {
  const vendor = new StubAnthropic();
  const children: ChildProcess[] = [];
  let app: TestApp;
  let baseUrl: string;

  beforeAll(async () => {
    baseUrl = await vendor.start();
    const env = { ROLE: 'api', ANTHROPIC_API_KEY: 'sk-ant-test', ANTHROPIC_BASE_URL: baseUrl };
    app = await startTestApp({ imports: [LanguageModelsModule], env });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await app.close();
    await vendor.stop();
  });

  const requestFor = (campaignId: string): ModelRequest => ({
    tier: 'FAST',
    purpose: 'REPLY',
    system: 'Be brief.',
    messages: [{ role: 'user', text: 'x'.repeat(4_000) }],
    maxOutputTokens: 500,
    attribution: { campaignId },
  });

  function variables(): Record<string, string> {
    const { database, redis, auth } = app.config;
    return {
      NODE_ENV: 'test',
      ROLE: 'api',
      LOG_LEVEL: 'fatal',
      MIGRATE_ON_START: 'false',
      DATABASE_URL: database.ownerUrl ?? '',
      DATABASE_ROLE_SECRET: database.roleSecret,
      REDIS_URL: redis.url,
      REDIS_PREFIX: redis.prefix,
      JWT_PRIVATE_KEY: auth.privateKeyPem,
      SECRET_KEY: auth.secretKey,
      ANTHROPIC_API_KEY: 'sk-ant-test',
      ANTHROPIC_BASE_URL: baseUrl,
    };
  }

  /** Asks in a process of its own, and kills it where it stands. */
  async function askAndDie(errand: Omit<Errand, 'variables'>): Promise<void> {
    const child = fork(join(__dirname, 'asking-process.ts'), [], { execArgv: ['-r', '@swc-node/register'] });
    children.push(child);
    child.send({ variables: variables(), ...errand });
    const [news] = (await once(child, 'message')) as [string];
    expect(news).toBe('answered');
    child.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  }

  it('leaves nothing free and the caps whole: what it held counts in full once its time is over', async () => {
    // The child goes by the clock of the database.
    const [{ now } = { now: new Date(0) }] = await app.sql<{ now: Date }>('select now()');
    app.clock.set(now.toISOString());
    const [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    const campaignId = await aCampaignRow(app, tenantId);
    await app.asTenant(tenantId, () => app.get(UsageService).setBudget(12_000));
    await app.asTenant(tenantId, () => app.get(CampaignBudgets).set(campaignId, { tokens: 10_000 }));
    await askAndDie({ tenantId, request: requestFor(campaignId) });
    expect(vendor.requests).toHaveLength(1);

    const held = await monthOf(app, tenantId);
    const reserved = held?.reserved ?? 0;
    expect(reserved).toBeGreaterThan(ANSWERED_TOKENS);
    expect(held).toMatchObject({ used: 0, moneyUsed: 0, moneyReserved: expect.any(Number) });
    expect(await campaignOf(app, campaignId)).toEqual(held);

    const [row] = await app.sql<{ expires_at: Date }>(
      'select expires_at from token_reservations where tenant_id = $1',
      [tenantId],
    );
    app.clock.set(row?.expires_at.toISOString() ?? '');
    app.clock.advance(-1);
    expect(await app.get(ExpiredReservations).assumeExpired()).toBe(0);
    app.clock.advance(1);
    expect(await app.get(ExpiredReservations).assumeExpired()).toBe(1);
    expect(await app.get(ExpiredReservations).assumeExpired()).toBe(0);
    const booked = { used: reserved, reserved: 0, moneyUsed: held?.moneyReserved, moneyReserved: 0 };
    expect(await monthOf(app, tenantId)).toEqual(booked);
    expect(await campaignOf(app, campaignId)).toEqual(booked);

    const complete = () => app.asTenant(tenantId, () => app.get(LanguageModel).complete(requestFor(campaignId)));
    await complete();
    // A second worst case does not fit any more: the killed one is counted, whatever it has really cost.
    await expect(complete()).rejects.toThrow(TokenBudgetExhausted);
    expect((await campaignOf(app, campaignId))?.used).toBeLessThanOrEqual(10_000);
    expect(vendor.requests).toHaveLength(2);
    expect(await monthOf(app, other)).toBeUndefined();
  });
});
