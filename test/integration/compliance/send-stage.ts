import { v7 as uuidv7 } from 'uuid';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignsModule } from '../../../src/campaigns/campaigns.module';
import { SendFence } from '../../../src/compliance/send-fence.service';
import { type RunningEmulator, startEmulator } from '../../../src/emulator/emulator';
import { LanguageModel } from '../../../src/language-models/language-model.port';
import { CONSENT_TEXT, SELLER } from '../../support/builders/a-consent';
import { FaultyProxy } from '../../support/doubles/faulty-proxy';
import { ScriptedModel } from '../../support/doubles/scripted-model';
import { startTestApp, type TestApp } from '../../support/test-app';
import { TEST_TWILIO } from '../../support/test-config';

/** The program up to its real carrier adapter, an emulator behind real HTTP and a network that takes its time, and calls that wait. */
export interface SendStage {
  readonly app: TestApp;
  readonly tenantId: string;
  readonly emulator: RunningEmulator;
  /** Makes people with written consent, each with a call that waits, by phone. */
  waitingCalls(count: number): Promise<Map<string, string>>;
  place(callId: string): Promise<void>;
  /** When the carrier took the first request for each phone, as epoch milliseconds of this machine. */
  arrivals(): Promise<Map<string, number>>;
  faults(faults: object): Promise<void>;
  /** From now on a request, and its answer, is on its way for so long. */
  slowNetwork(ms: number): void;
  close(): Promise<void>;
}

/** A request is on its way to the carrier for so long, and so is its answer. */
const NETWORK_MS = 20;

export interface SendStageOptions {
  readonly fence?: Pick<SendFence, 'raise'>;
}

export async function aSendStage({ fence }: SendStageOptions = {}): Promise<SendStage> {
  const account = { sid: TEST_TWILIO.TWILIO_ACCOUNT_SID, authToken: TEST_TWILIO.TWILIO_AUTH_TOKEN };
  const emulator = await startEmulator({ accounts: [account] });
  const network = await FaultyProxy.before(emulator.url);
  network.delayMs = NETWORK_MS;
  const app = await startTestApp({
    imports: [CampaignsModule],
    env: { ROLE: 'api', ...TEST_TWILIO, TWILIO_BASE_URL: network.instead(emulator.url), DATABASE_POOL_SIZE: '50' },
    overrides: [
      { token: LanguageModel, value: new ScriptedModel() },
      ...(fence ? [{ token: SendFence, value: fence }] : []),
    ],
  });
  const tenantId = await app.newTenant({ name: SELLER });
  await app.newTenant({ name: 'Globex' });
  let people = 0;
  return {
    app,
    tenantId,
    emulator,
    waitingCalls: (count) => waitingCalls(app, tenantId, { from: (people += count) - count, count }),
    place: (callId) => app.asTenant(tenantId, () => app.get(CallPlacer).place(callId)),
    arrivals: () => arrivals(emulator.url),
    faults: async (faults) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ faults });
      const answer = await fetch(`${emulator.url}/_emulator/control`, { method: 'PUT', headers, body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    slowNetwork: (ms) => {
      network.delayMs = ms;
    },
    close: async () => {
      await network.refuse();
      await emulator.stop();
      await app.close();
    },
  };
}

async function arrivals(url: string): Promise<Map<string, number>> {
  const answer = await fetch(`${url}/_emulator/ledger?limit=100000`);
  const { calls } = (await answer.json()) as { calls: { to: string; createdAt: string }[] };
  return new Map(calls.map(({ to, createdAt }) => [to, Date.parse(createdAt)]));
}

/** In New York, all by hand. Written in bulk: what is tested is what comes after. */
async function waitingCalls(
  app: TestApp,
  tenantId: string,
  { from, count }: { from: number; count: number },
): Promise<Map<string, string>> {
  const rows = Array.from({ length: count }, (_, i) => ({
    lead: uuidv7(),
    call: uuidv7(),
    phone: `+12125${String(500_000 + from + i)}`,
  }));
  const parameters = [tenantId, JSON.stringify(rows)];
  const people = `jsonb_to_recordset($2::jsonb) as p (lead uuid, call uuid, phone text)`;
  await app.sql(
    `insert into dial_zones values ($1, 'US+US-NY|America/New_York', '{US,US-NY}', '{America/New_York}') on conflict do nothing`,
    [tenantId],
  );
  await app.sql(
    `insert into leads (tenant_id, id, phone, zone_key, source, created_at, updated_at)
     select $1, p.lead, p.phone, 'US+US-NY|America/New_York', 'TEST', now(), now() from ${people}`,
    parameters,
  );
  await app.sql(
    `insert into consents (tenant_id, id, phone, kind, type, seller, channels, purposes, signature, discloses_automated_voice,
       discloses_not_condition, occurred_at, text_shown, text_hash, source, evidence_hash, recorded_at, recorded_by)
     select $1, gen_random_uuid(), p.phone, 'GRANT', 'PEWC', $3, '{AI_VOICE}', '{MARKETING}', 'esign_checkbox', true, true, '2026-06-01Z', $4, '', 'TEST',
       '', now(), 'test' from ${people}`,
    [...parameters, SELLER, CONSENT_TEXT],
  );
  const agentId = uuidv7();
  await app.sql(
    `insert into agents (tenant_id, id, name, greeting, prompt, is_active, created_at, updated_at) values ($1, $2, 'Ava', 'Hi', 'Sell', true, now(), now())`,
    [tenantId, agentId],
  );
  await app.sql(
    `insert into agent_versions (tenant_id, agent_id, version, voice, language, greeting, prompt, created_at)
     values ($1, $2, 1, 'v', 'en-US', 'Hi', 'Sell', now())`,
    [tenantId, agentId],
  );
  await app.sql(
    `insert into calls (tenant_id, id, lead_id, agent_id, agent_version, origin, phone, from_number, zone_key, ring_timeout_seconds,
       max_call_seconds, queued_at, created_at, updated_at)
     select $1, p.call, p.lead, $3, 1, 'MANUAL', p.phone, '+14155550100', 'US+US-NY|America/New_York', 5, 600, now(), now(), now() from ${people}`,
    [...parameters, agentId],
  );
  await app.sql('update tenants set max_concurrent_calls = 100000 where id = $1', [tenantId]);
  return new Map(rows.map(({ phone, call }) => [phone, call]));
}
