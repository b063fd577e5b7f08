import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Client } from 'pg';
import { CARRIER_ACCOUNT } from '../../src/demo/demo-environment';
import { sign } from '../../src/emulator/twilio/signature';

/** What the carrier tells of one call, in its order. */
const STATUSES = ['initiated', 'ringing', 'in-progress', 'completed'];
/** Calls whose callbacks come mixed with each other. */
const TOGETHER = 50;

/** A callback as the carrier posts it. */
interface Callback {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

interface DialedCall {
  readonly tenantId: string;
  readonly id: string;
  readonly sid: string;
  readonly phone: string;
}

/** Makes calls that the carrier has accepted, one to each lead, and posts signed callbacks about them. */
export class CarrierCallbacks {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly waiting: Callback[] = [];
  private taken = 0;

  /** @param client of the owner of the tables */
  constructor(
    private readonly client: Client,
    private readonly agentId: string,
  ) {}

  /** How many have been posted to the program. */
  get posted(): number {
    return this.taken;
  }

  /** Callbacks not posted yet. */
  get left(): number {
    return this.waiting.length - this.taken;
  }

  async dialEverybody(): Promise<void> {
    const { rows: leads } = await this.client.query<{ tenantId: string; id: string; phone: string }>(
      `select tenant_id as "tenantId", id, phone from leads order by id`,
    );
    const sids = leads.map(() => `CA${randomBytes(16).toString('hex')}`);
    const { rows } = await this.client.query<DialedCall>(DIAL, [this.agentId, leads.map(({ id }) => id), sids]);
    await this.client.query(`update calls set status = 'DIALING', dial_started_at = now(), accepted_at = now()`);
    for (let from = 0; from < rows.length; from += TOGETHER)
      for (const status of STATUSES)
        for (const call of rows.slice(from, from + TOGETHER)) this.waiting.push(callbackOf(call, status));
  }

  /** Posts the next one. @throws Error when it is not taken, or none is left. */
  async post(baseUrl: string): Promise<void> {
    const callback = this.waiting[this.taken];
    if (!callback) throw new Error('No callback is left: use fewer seconds.');
    this.taken += 1;
    await this.send(baseUrl, callback);
  }

  /** Posts one whose copy does not matter to the receiver. */
  async postAny(baseUrl: string): Promise<void> {
    const callback = this.waiting[Math.floor(Math.random() * this.waiting.length)];
    if (callback) await this.send(baseUrl, callback);
  }

  private send(baseUrl: string, { path, params }: Callback): Promise<void> {
    const url = `${baseUrl}${path}`;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(CARRIER_ACCOUNT.authToken, url, params),
    };
    return new Promise((resolve, reject) => {
      const post = request(url, { method: 'POST', agent: this.agent, headers }, (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 204) resolve();
          else reject(new Error(`A callback was answered ${response.statusCode}.`));
        });
      });
      post.once('error', reject).end(new URLSearchParams(params).toString());
    });
  }
}

function callbackOf({ tenantId, id, sid, phone }: DialedCall, status: string): Callback {
  const params = {
    AccountSid: CARRIER_ACCOUNT.sid,
    ApiVersion: '2010-04-01',
    CallbackSource: 'call-progress-events',
    CallSid: sid,
    CallStatus: status,
    Direction: 'outbound-api',
    From: '+14155550100',
    To: phone,
    SequenceNumber: String(STATUSES.indexOf(status)),
    Timestamp: new Date().toUTCString(),
    ...(status === 'completed' ? { CallDuration: '0', Duration: '0', SipResponseCode: '200' } : {}),
  };
  return { path: `/webhooks/twilio/status/${tenantId}/${id}`, params };
}

const DIAL = /* sql */ `
insert into calls (tenant_id, id, lead_id, agent_id, agent_version, origin, phone, from_number, zone_key, purpose, provider_call_id,
  ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
select l.tenant_id, gen_random_uuid(), l.id, a.id, a.version, 'MANUAL', l.phone, '+14155550100', l.zone_key, 'MARKETING', given.sid,
  25, 600, now(), now(), now()
from unnest($2::uuid[], $3::text[]) as given (lead_id, sid) join leads l on l.id = given.lead_id join agents a on a.id = $1
returning tenant_id as "tenantId", id, provider_call_id as sid, phone`;
