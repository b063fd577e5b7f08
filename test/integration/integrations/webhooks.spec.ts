import { v7 as uuidv7 } from 'uuid';
import { WEBHOOK_DELIVERY_MOVES } from '../../../src/integrations/webhooks/deliveries/webhook-delivery.entity';
import { WEBHOOK_ENDPOINT_MOVES } from '../../../src/integrations/webhooks/endpoints/webhook-endpoint.entity';
import { GRACE_MS, WebhookEndpoints } from '../../../src/integrations/webhooks/endpoints/webhook-endpoints.service';
import { WebhookEndpointEditor } from '../../../src/integrations/webhooks/endpoints/webhook-endpoint-editor.service';
import { WebhookDeliveries } from '../../../src/integrations/webhooks/deliveries/webhook-deliveries.service';
import { PATIENCE_MS, RETRIES_MS } from '../../../src/integrations/webhooks/sending/webhook-policy';
import { WebhookReceiver as Receiver } from '../../../src/integrations/webhooks/sending/webhook-receiver.service';
import { WebhookDispatch } from '../../../src/integrations/webhooks/sending/webhook-dispatch.service';
import { WebhookRounds } from '../../../src/integrations/webhooks/sending/webhook-rounds.service';
import { WebhookSweep } from '../../../src/integrations/webhooks/sending/webhook-sweep';
import { WebhookListener } from '../../../src/integrations/webhooks/webhook.listener';
import { armFailpoints } from '../../../src/platform/failpoints/failpoint';
import { until } from '../../support/until';
import {
  answers,
  aWebhookReceiver,
  hangs,
  takes,
  type TakenWebhook,
  verified,
  type WebhookReceiver,
} from './a-webhook-receiver';
import { WebhooksStage } from './webhooks-stage';

let stage: WebhooksStage;
let receiver: WebhookReceiver;
let second: WebhookReceiver;
let tenantId: string;
let other: string;

beforeAll(async () => {
  [receiver, second] = [await aWebhookReceiver(), await aWebhookReceiver()];
  stage = await WebhooksStage.start();
});
afterAll(async () => {
  await stage?.app.close();
  await Promise.all([receiver.close(), second.close()]);
});
beforeEach(async () => {
  stage.app.clock.set(new Date());
  [tenantId, other] = [await stage.app.newTenant(), await stage.app.newTenant()];
  for (const one of [receiver, second]) {
    one.taken.splice(0);
    one.answer = takes;
  }
});
afterEach(async () => {
  armFailpoints(undefined);
  // What one test leaves waiting is not the next one's.
  await stage.app.sql(`update webhook_deliveries set status = 'FAILED', settled_at = now() where status = 'WAITING'`);
});

/** Whoever has posted stands still before it is written down. */
function holdAfterPost(): { isThere: () => boolean; goOn: () => void } {
  let goOn: (() => void) | undefined;
  armFailpoints({
    pass: (name) => (name === 'notify.posted' ? new Promise((resolve) => (goOn = resolve)) : undefined),
  });
  return { isThere: () => goOn !== undefined, goOn: () => goOn?.() };
}

const pass = (ms: number): void => stage.app.clock.advance(ms);
const first = ({ taken }: WebhookReceiver): TakenWebhook => {
  const [found] = taken;
  if (!found) throw new Error('nothing came');
  return found;
};
const idsOf = ({ taken }: WebhookReceiver) => taken.map(({ headers }) => headers['webhook-id']);

describe('what happens', () => {
  it('is told to who listens, once, signed, and to nobody else', async () => {
    const { secret } = await stage.endpoint(tenantId, receiver.url, ['ticket.moved']);
    await stage.endpoint(tenantId, second.url, ['lead.qualified']);
    await stage.endpoint(other, second.url);
    const eventId = uuidv7();
    await Promise.all([1, 2].map(() => stage.happen(tenantId, 'ticket.moved', eventId)));
    await Promise.all([stage.send(), stage.send()]);
    expect(idsOf(receiver)).toEqual([`msg_${eventId.replaceAll('-', '')}`]);
    expect(verified(secret, first(receiver))).toMatchObject({ type: 'ticket.moved', data: { status: 'OPEN' } });
    expect(second.taken).toEqual([]);
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'DELIVERED', attempts: 1, error: null }]);
    expect(await stage.deliveries(other)).toEqual([]);
  });

  it.each([
    [
      'tellRaised',
      { escalationId: 'e', leadId: 'l', conversationId: 'c', callId: null, trigger: 'ANGER' },
      {
        type: 'escalation.raised',
        data: { escalationId: 'e', leadId: 'l', conversationId: 'c', callId: null, trigger: 'ANGER' },
      },
    ],
    [
      'tellAssigned',
      { escalationId: 'e', userId: null },
      { type: 'escalation.assigned', data: { escalationId: 'e', userId: null } },
    ],
    [
      'tellClaimed',
      { escalationId: 'e', userId: 'u' },
      { type: 'escalation.claimed', data: { escalationId: 'e', userId: 'u' } },
    ],
    [
      'tellResolved',
      { escalationId: 'e', handedBack: true },
      { type: 'escalation.resolved', data: { escalationId: 'e', handedBack: true } },
    ],
    [
      'tellBooked',
      { appointmentId: 'a', leadId: 'l' },
      { type: 'appointment.booked', data: { appointmentId: 'a', leadId: 'l' } },
    ],
    [
      'tellCancelled',
      { appointmentId: 'a', leadId: 'l', calendarReference: 'r' },
      { type: 'appointment.cancelled', data: { appointmentId: 'a', leadId: 'l' } },
    ],
    [
      'tellKept',
      { appointmentId: 'a', leadId: 'l' },
      { type: 'appointment.kept', data: { appointmentId: 'a', leadId: 'l' } },
    ],
    [
      'tellOpened',
      { ticketId: 't', leadId: 'l', conversationId: null },
      { type: 'ticket.opened', data: { ticketId: 't', leadId: 'l', conversationId: null } },
    ],
    [
      'tellMoved',
      { ticketId: 't', status: 'CLOSED' },
      { type: 'ticket.moved', data: { ticketId: 't', status: 'CLOSED' } },
    ],
    [
      'tellQualified',
      {
        assessmentId: 's',
        callId: 'c',
        leadId: 'l',
        outcome: 'QUALIFIED',
        score: 90,
        temperature: 'HOT',
        nextAction: 'SCHEDULE_DEMO',
      },
      {
        type: 'lead.qualified',
        data: {
          leadId: 'l',
          callId: 'c',
          conversationId: null,
          assessmentId: 's',
          campaignId: null,
          score: 90,
          temperature: 'HOT',
          nextAction: 'SCHEDULE_DEMO',
        },
      },
    ],
    [
      'tellQualifiedInWriting',
      { leadId: 'l', conversationId: 'w', assessmentId: 's', score: 75, temperature: 'HOT', nextAction: 'NURTURE' },
      {
        type: 'lead.qualified',
        data: {
          leadId: 'l',
          callId: null,
          conversationId: 'w',
          assessmentId: 's',
          campaignId: null,
          score: 75,
          temperature: 'HOT',
          nextAction: 'NURTURE',
        },
      },
    ],
  ] as const)(
    'is told by %s in ids, kinds and figures, whatever else the fact comes to hold',
    async (method, fact, told) => {
      await stage.endpoint(tenantId, receiver.url);
      const occurredAt = stage.app.clock.now();
      const tell = stage.app.get(WebhookListener)[method] as (fact: object, delivery: object) => Promise<void>;
      await stage.app.asTenant(tenantId, () =>
        tell.call(
          stage.app.get(WebhookListener),
          { ...fact, phone: '+12125550123', name: 'Anna' },
          { eventId: uuidv7(), occurredAt, attempt: 1 },
        ),
      );
      await stage.send();
      expect(receiver.taken.map(({ raw }) => JSON.parse(raw.toString()) as object)).toEqual([
        { ...told, timestamp: occurredAt.toISOString() },
      ]);
    },
  );

  it('tells of nobody who is not qualified', async () => {
    await stage.endpoint(tenantId, receiver.url);
    const fact = {
      assessmentId: 's',
      callId: 'c',
      leadId: 'l',
      outcome: 'UNQUALIFIED',
      score: 10,
      temperature: 'COLD',
      nextAction: 'CLOSE',
    } as const;
    const delivery = { eventId: uuidv7(), occurredAt: stage.app.clock.now(), attempt: 1 };
    await stage.app.asTenant(tenantId, () => stage.app.get(WebhookListener).tellQualified(fact, delivery));
    expect(await stage.deliveries(tenantId)).toEqual([]);
  });
});

describe('a failure', () => {
  it('is tried again with the same id and words, a new stamp and signature', async () => {
    const { secret } = await stage.endpoint(tenantId, receiver.url);
    receiver.answer = (response, nth) => (nth === 1 ? answers(500)(response, nth) : takes(response, nth));
    const messageId = await stage.happen(tenantId);
    await stage.send();
    await stage.send();
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'WAITING', attempts: 1, error: 'HTTP 500' }]);
    pass(RETRIES_MS[0] ?? 0);
    pass(1_000);
    await stage.send();
    expect(idsOf(receiver)).toEqual([messageId, messageId]);
    const [one, two] = receiver.taken;
    if (!one || !two) throw new Error('too little came');
    expect(one.raw.equals(two.raw)).toBe(true);
    expect(two.headers['webhook-timestamp']).not.toBe(one.headers['webhook-timestamp']);
    expect(two.headers['webhook-signature']).not.toBe(one.headers['webhook-signature']);
    for (const taken of [one, two]) expect(() => verified(secret, taken)).not.toThrow();
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'DELIVERED', attempts: 2, error: null }]);
  });

  it('is tried ten times over three days, then given up, and kept for who wants it sent again', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    receiver.answer = answers(500, {}, 'no\u0000t now');
    const messageId = await stage.happen(tenantId);
    await stage.send();
    for (const wait of RETRIES_MS) {
      expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'WAITING' }]);
      pass(wait * 1.1 + 1);
      await stage.send();
    }
    const [failed] = await stage.deliveries(tenantId);
    expect(failed).toMatchObject({ status: 'FAILED', attempts: RETRIES_MS.length + 1, error: 'HTTP 500' });
    expect(await stage.state(id)).toMatchObject({ status: 'ACTIVE', failures: 10 });
    receiver.answer = takes;
    const replay = (tenant = tenantId) =>
      stage.app.asTenant(tenant, () => stage.app.get(WebhookDeliveries).replay(failed?.id ?? ''));
    await expect(replay(other)).rejects.toThrow('not found');
    expect(await replay()).toMatchObject({ kind: 'PLANNED' });
    expect(await replay()).toEqual({ kind: 'IS_WAITING' });
    await stage.send();
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'DELIVERED', attempts: 11, messageId }]);
    expect(new Set(idsOf(receiver))).toEqual(new Set([messageId]));
    expect(await stage.state(id)).toMatchObject({ failures: 0 });
  });

  it('of five days and nothing else switches the endpoint off; the company is told, others are not touched', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    const healthy = await stage.endpoint(other, second.url);
    receiver.answer = answers(500);
    await stage.happen(tenantId);
    await stage.send();
    for (const wait of RETRIES_MS) {
      pass(wait * 1.1 + 1);
      await stage.send();
    }
    pass(PATIENCE_MS);
    await Promise.all([stage.happen(tenantId), stage.happen(other)]);
    await stage.send();
    expect(await stage.state(id)).toMatchObject({ status: 'DISABLED', because: 'ONLY_FAILURES' });
    expect(await stage.state(healthy.id)).toMatchObject({ status: 'ACTIVE' });
    expect((await stage.deliveries(tenantId)).map(({ status }) => status)).toEqual(['FAILED', 'FAILED']);
    expect(await facts(tenantId)).toEqual([{ endpointId: id, because: 'ONLY_FAILURES' }]);
    await stage.happen(tenantId);
    expect(await stage.deliveries(tenantId)).toHaveLength(2);
  });

  it('that is followed by a success is forgotten', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    receiver.answer = (response, nth) => answers(nth === 1 ? 500 : 200)(response, nth);
    await stage.happen(tenantId);
    await stage.send();
    expect(await stage.state(id)).toMatchObject({ failures: 1 });
    await stage.happen(tenantId);
    await stage.send();
    expect(await stage.state(id)).toMatchObject({ failures: 0 });
  });
});

describe('an answer', () => {
  it('of 410 switches the endpoint off at once, with all that waits', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    receiver.answer = answers(500);
    await stage.happen(tenantId);
    await stage.send();
    receiver.answer = answers(410);
    await stage.happen(tenantId);
    await stage.send();
    expect(await stage.state(id)).toMatchObject({ status: 'DISABLED', because: 'GONE' });
    expect((await stage.deliveries(tenantId)).map(({ status, error }) => [status, error])).toEqual([
      ['FAILED', 'ENDPOINT_DISABLED'],
      ['FAILED', 'HTTP 410'],
    ]);
    expect(await facts(tenantId)).toEqual([{ endpointId: id, because: 'GONE' }]);
  });

  it('of 429 gives the endpoint the rest it asks for, and no other', async () => {
    await stage.endpoint(tenantId, receiver.url);
    await stage.endpoint(tenantId, second.url);
    receiver.answer = answers(429, { 'retry-after': '600' });
    await stage.happen(tenantId);
    await stage.send();
    receiver.answer = takes;
    await stage.happen(tenantId);
    pass(599_000);
    await stage.send();
    expect([receiver.taken.length, second.taken.length]).toEqual([1, 2]);
    pass(1_001);
    await stage.send();
    expect([receiver.taken.length, second.taken.length]).toEqual([3, 2]);
  });

  it('of 302 is a failure, and nobody goes where it points', async () => {
    await stage.endpoint(tenantId, receiver.url);
    receiver.answer = answers(302, { location: second.url });
    await stage.happen(tenantId);
    await stage.send();
    expect(second.taken).toEqual([]);
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'WAITING', error: 'REDIRECT 302' }]);
  });

  it('is kept in its beginning, and storable', async () => {
    await stage.endpoint(tenantId, receiver.url);
    receiver.answer = answers(400, {}, `bad\u0000\ud83c ${'é'.repeat(2_000)}`);
    await stage.happen(tenantId);
    await stage.send();
    const [attempt] = await stage.app.sql<{
      response: string;
      latency_ms: number;
      response_status: number;
      attempt: number;
    }>('select response, latency_ms, response_status, attempt from webhook_attempts where tenant_id = $1', [tenantId]);
    expect(attempt).toMatchObject({ response_status: 400, attempt: 1 });
    expect(attempt?.response.startsWith('bad ')).toBe(true);
    expect(attempt?.response.length).toBeLessThanOrEqual(1_024);
    expect(attempt?.latency_ms).toBeGreaterThanOrEqual(0);
  });
});

describe('secrets', () => {
  it('are shown once, kept sealed, and opened only in their own row', async () => {
    const [one, two] = [await stage.endpoint(tenantId, receiver.url), await stage.endpoint(tenantId, second.url)];
    const rows = await stage.app.sql<{ secret: string }>('select secret from webhook_endpoints where tenant_id = $1', [
      tenantId,
    ]);
    for (const { secret } of rows)
      expect([secret, Buffer.from(secret, 'base64url').toString('latin1')].join()).not.toContain(
        one.secret.slice(6, 30),
      );
    await stage.app.sql(
      'update webhook_endpoints set secret = (select secret from webhook_endpoints where id = $2) where id = $1',
      [one.id, two.id],
    );
    await stage.happen(tenantId);
    await stage.send();
    expect(receiver.taken).toEqual([]);
    expect(second.taken).toHaveLength(1);
    expect((await stage.deliveries(tenantId)).map(({ error }) => error).sort()).toEqual(
      ['SECRET_UNREADABLE', null].sort(),
    );
  });

  it('that are rotated sign side by side for a day', async () => {
    const { id, secret: old } = await stage.endpoint(tenantId, receiver.url);
    await expect(stage.app.asTenant(other, () => stage.app.get(WebhookEndpoints).rotate(id))).rejects.toThrow(
      'not found',
    );
    const { secret } = await stage.app.asTenant(tenantId, () => stage.app.get(WebhookEndpoints).rotate(id));
    await stage.happen(tenantId);
    await stage.send();
    expect(() => verified(secret, first(receiver))).not.toThrow();
    expect(() => verified(old, first(receiver))).not.toThrow();
    receiver.taken.splice(0);
    pass(GRACE_MS);
    await stage.happen(tenantId);
    await stage.send();
    expect(first(receiver).headers['webhook-signature']?.split(' ')).toHaveLength(1);
  });
});

describe('whoever dies between the post and its record', () => {
  it('has it sent again, under the same id, once the lease is over', async () => {
    await stage.endpoint(tenantId, receiver.url);
    const messageId = await stage.happen(tenantId);
    armFailpoints({ pass: (name) => (name === 'notify.posted' ? Promise.reject(new Error('dead')) : undefined) });
    await stage.send();
    armFailpoints(undefined);
    await stage.send();
    expect(idsOf(receiver)).toEqual([messageId]);
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'WAITING', attempts: 1 }]);
    pass(30_000);
    await stage.send();
    expect(idsOf(receiver)).toEqual([messageId, messageId]);
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
    expect(await stage.app.sql('select attempt from webhook_attempts where tenant_id = $1', [tenantId])).toEqual([
      { attempt: 2 },
    ]);
  });

  it('and comes late, changes nothing: another has gone on', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    await stage.happen(tenantId);
    const held = holdAfterPost();
    receiver.answer = answers(410);
    await stage.look();
    await until(() => held.isThere());
    armFailpoints(undefined);
    receiver.answer = answers(500);
    pass(30_000);
    // Another process: lanes of its own.
    const rounds = new WebhookRounds(stage.app.get(WebhookDispatch));
    rounds.attend({ tenantId, id, isSlow: false });
    await rounds.idle();
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'WAITING', attempts: 2, error: 'HTTP 500' }]);
    held.goOn();
    await stage.app.get(WebhookRounds).idle();
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'WAITING', attempts: 2, error: 'HTTP 500' }]);
    expect(await stage.state(id)).toMatchObject({ status: 'ACTIVE', failures: 1 });
  });
});

describe('a receiver that hangs', () => {
  it('has few requests at once, from however many processes, and holds up nobody', async () => {
    const waits = stage.app.get(Receiver).waits;
    stage.app.get(Receiver).waits = { connectMs: 5_000, totalMs: 5_000 };
    try {
      const { id } = await stage.endpoint(tenantId, receiver.url);
      const quick = await aWebhookReceiver();
      await stage.endpoint(tenantId, quick.url);
      await stage.endpoint(other, second.url);
      receiver.answer = hangs;
      for (let event = 0; event < 10; event += 1) await stage.happen(tenantId);
      await stage.happen(other);
      const rounds = new WebhookRounds(stage.app.get(WebhookDispatch));
      rounds.attend({ tenantId, id, isSlow: false });
      await stage.look();
      await until(async () => quick.taken.length === 10 && second.taken.length === 1);
      expect([receiver.taken.length, receiver.busiest()]).toEqual([4, 4]);
      await quick.close();
      receiver.answer = takes;
      receiver.hangUp();
      await Promise.all([rounds.idle(), stage.app.get(WebhookRounds).idle()]);
    } finally {
      stage.app.get(Receiver).waits = waits;
    }
  });

  it('waits with its like from then on, until it answers quickly again', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    await stage.app.sql('update webhook_endpoints set is_slow = true where id = $1', [id]);
    await stage.happen(tenantId);
    await stage.app.get(WebhookSweep).attendOne({ tenantId, endpointId: id });
    await stage.app.get(WebhookRounds).idle();
    expect(receiver.taken).toHaveLength(1);
    expect(await stage.state(id)).toMatchObject({ isSlow: false });
  });

  it('and answers at last is one of the slow', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    const posting = jest.spyOn(stage.app.get(Receiver), 'post');
    posting.mockResolvedValueOnce({ status: 200, response: '', retryAfter: undefined, error: null, latencyMs: 3_001 });
    await stage.happen(tenantId);
    await stage.send();
    posting.mockRestore();
    expect(await stage.state(id)).toMatchObject({ isSlow: true, failures: 0 });
  });

  it('is given up in time', async () => {
    await stage.endpoint(tenantId, receiver.url);
    receiver.answer = hangs;
    await stage.happen(tenantId);
    await stage.send();
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'WAITING', error: 'TIMEOUT' }]);
  });
});

describe('names', () => {
  const refused = async (addresses: readonly string[]): Promise<string | null | undefined> => {
    await stage.app.sql(`update webhook_deliveries set due_at = $2 where tenant_id = $1`, [
      tenantId,
      stage.app.clock.now(),
    ]);
    stage.resolver.answer = () => addresses;
    await stage.send();
    return (await stage.deliveries(tenantId))[0]?.error;
  };

  it('are looked up each time, and nothing is sent inside, wherever they point by then', async () => {
    await stage.endpoint(tenantId, 'https://hooks.acme.example/in');
    await stage.happen(tenantId);
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1'])
      expect([address, await refused([address])]).toEqual([address, 'FORBIDDEN_ADDRESS']);
    expect(await refused(['1.1.1.1', '10.0.0.1'])).toBe('FORBIDDEN_ADDRESS');
    expect(stage.resolver.asked).toBe(7);
  });

  it('that nobody has are a failure like another', async () => {
    await stage.endpoint(tenantId, 'https://hooks.acme.example/in');
    await stage.happen(tenantId);
    expect(await refused([])).toBe('DNS ENOTFOUND');
  });

  it('are checked again when the rules have become stricter', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    await stage.app.sql(`update webhook_endpoints set url = 'https://hooks.acme.example:22/' where id = $1`, [id]);
    await stage.happen(tenantId);
    await stage.send();
    expect(await stage.deliveries(tenantId)).toMatchObject([{ error: 'FORBIDDEN_URL PORT' }]);
  });
});

describe('an endpoint', () => {
  const change = (id: string, changes: object) =>
    stage.app.asTenant(tenantId, () => stage.app.get(WebhookEndpointEditor).change(id, changes));

  it('that moves has what waits sent to the new place', async () => {
    const { id, secret } = await stage.endpoint(tenantId, receiver.url);
    receiver.answer = answers(503, { 'retry-after': '3600' });
    await stage.happen(tenantId);
    await stage.send();
    await change(id, { url: second.url });
    pass(10_000);
    await stage.send();
    expect(() => verified(secret, first(second))).not.toThrow();
  });

  it('that moves while something is under way is not blamed for the old place', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    const held = holdAfterPost();
    receiver.answer = answers(410);
    await stage.happen(tenantId);
    await stage.look();
    await until(() => held.isThere());
    armFailpoints(undefined);
    await change(id, { url: second.url });
    held.goOn();
    await stage.app.get(WebhookRounds).idle();
    expect(await stage.state(id)).toMatchObject({ status: 'ACTIVE', failures: 0 });
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'FAILED', error: 'HTTP 410' }]);
  });

  it('that is switched off hears nothing, and begins anew when it is switched on', async () => {
    const { id } = await stage.endpoint(tenantId, receiver.url);
    receiver.answer = answers(500);
    await stage.happen(tenantId);
    await stage.send();
    await change(id, { isActive: false });
    expect(await stage.state(id)).toMatchObject({ status: 'DISABLED', because: 'BY_HAND' });
    await stage.happen(tenantId);
    expect(await stage.deliveries(tenantId)).toMatchObject([{ status: 'FAILED', error: 'ENDPOINT_DISABLED' }]);
    expect(await facts(tenantId)).toEqual([]);
    await change(id, { isActive: true });
    expect(await stage.state(id)).toMatchObject({ status: 'ACTIVE', because: null, failures: 0 });
    receiver.answer = takes;
    await stage.happen(tenantId);
    await stage.send();
    expect(receiver.taken).toHaveLength(2);
  });

  it('has a life cycle that the database keeps, and so has what is sent', async () => {
    for (const [machine, moves] of [
      ['webhook_endpoint', WEBHOOK_ENDPOINT_MOVES],
      ['webhook_delivery', WEBHOOK_DELIVERY_MOVES],
    ] as const) {
      const kept = await stage.app.sql<{ move: string }>(
        `select from_state || ' > ' || to_state as move from legal_moves where machine = $1`,
        [machine],
      );
      const declared = Object.entries(moves).flatMap(([from, all]) => all.map((to: string) => `${from} > ${to}`));
      expect(kept.map(({ move }) => move).sort()).toEqual(declared.sort());
    }
  });
});

describe('what is settled', () => {
  it('is kept for thirty days', async () => {
    await stage.endpoint(tenantId, receiver.url);
    await stage.happen(tenantId);
    await stage.send();
    pass(30 * 86_400_000);
    await stage.app.get(WebhookSweep).forgetOld();
    expect(await stage.deliveries(tenantId)).toHaveLength(1);
    pass(1);
    await stage.app.get(WebhookSweep).forgetOld();
    expect(await stage.deliveries(tenantId)).toEqual([]);
  });
});

async function facts(tenant: string): Promise<object[]> {
  const rows = await stage.app.sql<{ payload: object }>(
    `select payload from outbox where tenant_id = $1 and name = 'webhook-endpoint.disabled'`,
    [tenant],
  );
  return rows.map(({ payload }) => payload);
}
