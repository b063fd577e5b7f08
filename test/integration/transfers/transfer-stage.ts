import type { ModuleMetadata } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CampaignsModule } from '../../../src/campaigns/campaigns.module';
import {
  CallTransfers,
  type NewTransfer,
  type TransferBegun,
} from '../../../src/calls/transfers/call-transfers.service';
import type { TransferLeg } from '../../../src/calls/transfers/transfer-leg.entity';
import { TransferSteps } from '../../../src/calls/transfers/transfer-steps.service';
import { TransferSweep } from '../../../src/calls/transfers/transfer-sweep';
import { TransferTargets } from '../../../src/calls/transfers/targets/transfer-targets.service';
import type { Transfer } from '../../../src/calls/transfers/transfer.entity';
import type { SpokenCall } from '../../../src/calls/talk/spoken-call';
import { sign } from '../../../src/emulator/twilio/signature';
import { LanguageModel } from '../../../src/language-models/language-model.port';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { ScriptedModel } from '../../support/doubles/scripted-model';
import { startTestApp, type TestApp } from '../../support/test-app';
import { TEST_TWILIO } from '../../support/test-config';
import { until } from '../../support/until';
import { aSpokenCall, begin } from '../conversations/a-spoken-call';
import { StubTwilio } from '../voice/stub-twilio';

const PUBLIC_URL = 'https://calls.example.com';

/** What the carrier was asked to do, without phone numbers. */
export interface Asked {
  readonly what: 'RING' | 'UPDATE' | 'FETCH' | 'LIST';
  readonly sid?: string;
  readonly form: Record<string, string>;
}

/** Transfers of two companies on a real database, over signed webhooks, with Twilio's REST API stood in for at the wire. */
export class TransferStage {
  readonly asked: Asked[] = [];
  /** How the carrier says that calls stand, by their ids; those it has not heard of are in progress. */
  readonly standing = new Map<string, string>();
  /** What the next requests to ring answer, instead of taking the call. */
  readonly refusals: (() => { status: number; body: object } | 'SILENCE')[] = [];
  /** Calls of which the carrier does not answer how they stand. */
  readonly mute = new Set<string>();
  private sids = 0;

  private constructor(
    readonly app: TestApp,
    readonly model: ScriptedModel,
    private readonly stub: StubTwilio,
    readonly tenantId: string,
    readonly other: string,
  ) {
    stub.answers((request, response) => {
      const form = Object.fromEntries(request.form);
      const sid = /\/Calls\/(CA[0-9a-f]+)\.json/.exec(request.path)?.[1];
      if (request.method === 'GET' && !sid) {
        this.asked.push({ what: 'LIST', form });
        response.writeHead(200, JSON_TYPE).end(JSON.stringify({ calls: this.listed(request.path) }));
        return;
      }
      if (request.method === 'POST' && !sid) return this.ring(form, response);
      this.asked.push({ what: request.method === 'GET' ? 'FETCH' : 'UPDATE', ...(sid ? { sid } : {}), form });
      if (request.method === 'GET' && this.mute.has(sid ?? '')) return;
      if (form['Status'] === 'completed' || form['Status'] === 'canceled') this.standing.set(sid ?? '', form['Status']);
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(this.resource(sid ?? '')));
    });
  }

  /** @param alongside rooms that hear of transfers. */
  static async start(alongside: NonNullable<ModuleMetadata['imports']> = []): Promise<TransferStage> {
    const [stub, model] = [await StubTwilio.start(), new ScriptedModel()];
    const app = await startTestApp({
      imports: [CampaignsModule, ...alongside],
      listen: true,
      env: { ROLE: 'api', PUBLIC_URL, ...TEST_TWILIO, TWILIO_BASE_URL: stub.url, TWILIO_TIMEOUT_MS: '500' },
      overrides: [{ token: LanguageModel, value: model }],
    });
    const tenantId = await app.newTenant({ name: 'Acme Homes' });
    return new TransferStage(app, model, stub, tenantId, await app.newTenant({ name: 'Other Co' }));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.stub.stop();
  }

  reset(): void {
    this.asked.length = this.refusals.length = 0;
    this.standing.clear();
    this.mute.clear();
    this.app.clock.set('2026-07-07T18:00:00Z');
  }

  newSid(): string {
    this.sids += 1;
    return `CA${String(this.sids).padStart(32, '0')}`;
  }

  /** Somebody talks to the agent. */
  async call(tenantId = this.tenantId): Promise<SpokenCall & { sid: string }> {
    const call = await aSpokenCall(this.app, tenantId, { leadName: 'Anna Schmidt' });
    const sid = this.newSid();
    await this.app.sql('update calls set provider_call_id = $2 where id = $1', [call.id, sid]);
    await begin(this.app, call);
    return { ...call, sid };
  }

  private phones = 0;

  async target(tenantId = this.tenantId, more: object = {}): Promise<{ id: string; phone: string }> {
    const phone = `+1212555${String(3_000 + (this.phones += 1))}`;
    const kept = await this.app.asTenant(tenantId, () =>
      this.app.get(TransferTargets).add({ name: 'Ben', phone, ...more }),
    );
    if (kept.kind !== 'KEPT') throw new Error(kept.kind);
    return kept.target;
  }

  /** Those of the company who are on the list are taken off it. */
  async nobody(): Promise<void> {
    await this.app.sql('update transfer_targets set removed_at = now() where removed_at is null');
  }

  begin(call: SpokenCall, more: Partial<NewTransfer> = {}): Promise<TransferBegun> {
    return this.app.asTenant(call.tenantId, () =>
      this.app.get(CallTransfers).begin({
        callId: call.id,
        summary: { text: 'Anna asks for a person.', language: 'en-US' },
        reason: 'asked',
        ...more,
      }),
    );
  }

  /** Begun and moved: the caller waits in the room and the first colleague is rung. */
  async held(call: SpokenCall & { sid: string }, more: Partial<NewTransfer> = {}): Promise<Transfer> {
    const begun = await this.begin(call, more);
    if (begun.kind !== 'BEGUN') throw new Error(begun.kind);
    await this.advance(begun.transfer);
    await this.post('caller', begun.transfer.id, { CallSid: call.sid, CallStatus: 'in-progress' });
    return begun.transfer;
  }

  advance({ tenantId, id }: Pick<Transfer, 'tenantId' | 'id'>): Promise<void> {
    return this.app.asTenant(tenantId, () => this.app.get(TransferSteps).advance(id));
  }

  async sweep(): Promise<void> {
    await this.app.get(TransferSweep).advanceDue();
    await this.app.get(TransferSweep).lookDue();
  }

  /** A signed request of the carrier. */
  async post(
    kind: string,
    id: string,
    params: Record<string, string>,
    { tenantId = this.tenantId, token = TEST_TWILIO.TWILIO_AUTH_TOKEN } = {},
  ): Promise<{ status: number; body: string }> {
    const path = `/webhooks/twilio/transfer/${kind}/${tenantId}/${id}`;
    const form = { AccountSid: TEST_TWILIO.TWILIO_ACCOUNT_SID, ...params };
    const response = await fetch(`${this.app.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(token, `${PUBLIC_URL}${path}`, form),
      },
      body: new URLSearchParams(form).toString(),
    });
    return { status: response.status, body: await response.text() };
  }

  async transfer(id: string): Promise<Transfer> {
    return this.row<Transfer>('transfers', 'id', id);
  }

  async callRow(id: string): Promise<Record<string, unknown>> {
    return (await this.app.sql('select * from calls where id = $1', [id]))[0] ?? {};
  }

  /** In the order of their turns. */
  async legs(
    transferId: string,
  ): Promise<(Pick<TransferLeg, 'id' | 'status' | 'verdict' | 'skipped'> & { sid: string | null })[]> {
    return this.app.sql(
      'select id, status, verdict, skipped, provider_call_id as sid from transfer_legs where transfer_id = $1 order by position',
      [transferId],
    );
  }

  /** The leg whose phone rings, once the carrier has taken it. */
  async ringing(transferId: string): Promise<{ id: string; sid: string }> {
    const find = async () =>
      (await this.legs(transferId)).find(({ status, verdict, sid }) => status === 'DIALING' && verdict === null && sid);
    await until(async () => (await find()) !== undefined, 3_000);
    const leg = await find();
    return { id: leg?.id ?? '', sid: leg?.sid ?? '' };
  }

  async untilState(transferId: string, state: string): Promise<void> {
    await until(async () => (await this.transfer(transferId)).state === state);
  }

  /** A colleague picks up, and hears what it is about. */
  async pickUp(leg: { id: string; sid: string }): Promise<string> {
    return (await this.post('leg', leg.id, { CallSid: leg.sid, CallStatus: 'in-progress' })).body;
  }

  async press(leg: { id: string; sid: string }, key: string): Promise<string> {
    return (await this.post('key', leg.id, { CallSid: leg.sid, CallStatus: 'in-progress', Digits: key })).body;
  }

  status(leg: { id: string; sid: string }, status: string, more: object = {}): Promise<{ status: number }> {
    return this.post('status', leg.id, { CallSid: leg.sid, CallStatus: status, ...more });
  }

  rung(): Asked[] {
    return this.asked.filter(({ what }) => what === 'RING');
  }

  /** How often the carrier was asked how a call stands. */
  looksAt(sid: string): number {
    return this.asked.filter((one) => one.what === 'FETCH' && one.sid === sid).length;
  }

  updatesOf(sid: string): Record<string, string>[] {
    return this.asked.filter((one) => one.what === 'UPDATE' && one.sid === sid).map(({ form }) => form);
  }

  async facts(name: string): Promise<object[]> {
    const rows = await this.app.sql<{ payload: object }>(
      'select payload from outbox where name = $1 order by recorded_at, id',
      [name],
    );
    return rows.map(({ payload }) => payload);
  }

  inTenant<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.app.asTenant(this.tenantId, () => this.app.get(UnitOfWork).run(work));
  }

  private async row<T>(table: string, key: string, value: string): Promise<T> {
    const [row] = await this.app.sql(`select * from ${table} where ${key} = $1`, [value]);
    const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return Object.fromEntries(Object.entries(row ?? {}).map(([name, of]) => [camel(name), of])) as T;
  }

  private ring(form: Record<string, string>, response: import('node:http').ServerResponse): void {
    this.asked.push({ what: 'RING', form });
    const refusal = this.refusals.shift()?.();
    if (refusal === 'SILENCE') return;
    if (refusal) {
      response.writeHead(refusal.status, JSON_TYPE).end(JSON.stringify(refusal.body));
      return;
    }
    response.writeHead(201, JSON_TYPE).end(JSON.stringify(this.resource(this.newSid(), 'queued')));
  }

  /** Calls a list shows, by the number asked for. */
  readonly lists = new Map<string, string[]>();

  private listed(path: string): object[] {
    const query = new URLSearchParams(path.split('?')[1] ?? '');
    if (query.get('Status') === 'queued') return [];
    return (this.lists.get(query.get('To') ?? '') ?? []).map((sid) => this.resource(sid));
  }

  private resource(sid: string, otherwise = 'in-progress'): object {
    const moment = this.app.clock.now().toUTCString().replace('GMT', '+0000');
    return {
      sid,
      to: '+14155550101',
      from: '+14155550100',
      status: this.standing.get(sid) ?? otherwise,
      date_created: moment,
      start_time: moment,
      duration: null,
      price: null,
      price_unit: 'USD',
      answered_by: null,
    };
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };
