import { Logger } from '@nestjs/common';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningEmulator, startEmulator } from '../../../src/emulator/emulator';
import type { AnswerPlan, CarrierEvent, RawWebhook } from '../../../src/voice/carrier.port';
import { endingOf } from '../../../src/voice/call-ending';
import type { TwilioCarrier } from '../../../src/voice/carriers/twilio/twilio-carrier';
import { until } from '../../support/until';
import { aCarrier, ACCOUNT, aPermission, aRequest } from './a-carrier';

/** Persona 1 answers and talks; 4 is a machine; 2 is busy the first time. */
const KEEN = '+14155550101';
const BUSY = '+14155550102';
const VOICEMAIL = '+14155550104';

let emulator: RunningEmulator;
let server: Server;
let carrier: TwilioCarrier;
let publicUrl: string;
const events: CarrierEvent[] = [];
const heard: string[] = [];
const forged: string[] = [];

Logger.overrideLogger(false);

beforeAll(async () => {
  emulator = await startEmulator({
    timeScale: 500,
    accounts: [{ sid: ACCOUNT.accountSid, authToken: ACCOUNT.authToken }],
  });
  server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  carrier = aCarrier({ baseUrl: emulator.url, publicUrl });
});
afterAll(async () => {
  await emulator.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  events.length = heard.length = forged.length = 0;
});

async function control(settings: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${emulator.url}/_emulator/control`, {
    method: 'POST',
    headers,
    body: JSON.stringify(settings),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** What a program does with a webhook, in little: prove it, read it, or talk for two exchanges. */
async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const rawBody = Buffer.concat(chunks);
  const form = Object.fromEntries(new URLSearchParams(rawBody.toString()));
  const path = request.url ?? '';
  const webhook: RawWebhook = { url: `${publicUrl}${path}`, headers: request.headers, form, rawBody };
  if (!carrier.isAuthentic(webhook)) {
    forged.push(path);
    response.writeHead(403).end();
    return;
  }
  const [, , , kind = '', tenantId = '', callId = '', exchange = ''] = path.split('/');
  if (kind !== 'voice') {
    events.push(carrier.readEvent(webhook));
    response.writeHead(204).end();
    return;
  }
  if (form['SpeechResult']) heard.push(form['SpeechResult']);
  const { contentType, body } = carrier.render(plan(Number(exchange), tenantId, callId));
  response.writeHead(200, { 'content-type': contentType }).end(body);
}

function plan(exchange: number, tenantId: string, callId: string): AnswerPlan {
  const spoken = { language: 'en-US', voice: 'Polly.Joanna-Neural' };
  if (exchange >= 2) return { kind: 'SAY_AND_HANG_UP', say: 'Thank you. Goodbye.', ...spoken };
  const say = exchange === 0 ? 'Hello. What are you looking for?' : 'What is your budget?';
  return { kind: 'GATHER', say, ...spoken, exchange, tenantId, callId };
}

async function arrived(wanted: (event: CarrierEvent) => boolean): Promise<CarrierEvent> {
  await until(() => events.some(wanted), 20_000);
  const event = events.find(wanted);
  if (!event) throw new Error('the event has gone again');
  return event;
}

async function ended(): Promise<CarrierEvent> {
  return arrived((event) => event.type === 'STATUS' && endingOf(event) !== null);
}

async function place(to: string): Promise<string> {
  const request = aRequest({ to });
  const result = await carrier.placeCall(request, aPermission(request));
  if (result.kind !== 'ACCEPTED') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  return result.providerCallId;
}

describe('a call through the real adapter', () => {
  it('is signed, talks by TwiML and ends; its price follows', async () => {
    const since = new Date(Date.now() - 1_000);
    const id = await place(KEEN);
    const last = await ended();
    expect(forged).toEqual([]);
    expect(heard).toHaveLength(2);
    expect(heard[1]).toMatch(/budget|dollars|thousand|million/i);
    expect(last).toMatchObject({ providerCallId: id, status: 'COMPLETED' });
    expect(endingOf(last)).toEqual({ status: 'COMPLETED', outcome: null });
    expect(new Set(events.map((event) => event.dedupeKey)).size).toBe(events.length);
    expect(JSON.stringify(events.map((event) => event.payload))).not.toContain(KEEN.slice(1));
    expect(await carrier.findCalls({ to: KEEN, from: '+14155550100', since })).toMatchObject([{ providerCallId: id }]);
    expect(await carrier.hangUp(id)).toBe('ALREADY_ENDED');
  });

  it('waits in the queue the carrier tells of, and is canceled there without ever having been dialed', async () => {
    await control({ cps: 0.0001 });
    try {
      await place(BUSY);
      const request = aRequest({ to: KEEN });
      const result = await carrier.placeCall(request, aPermission(request));
      expect(result).toMatchObject({ kind: 'ACCEPTED', queueMs: expect.any(Number) as number });
      const { providerCallId, queueMs } = result as { providerCallId: string; queueMs: number };
      expect(queueMs).toBeGreaterThan(60_000);
      const canceled = await carrier.cancel(providerCallId);
      expect(canceled).toMatchObject({ providerCallId, status: 'CANCELED' });
      expect(canceled?.startedAt).toBeUndefined();
      expect(await carrier.cancel(providerCallId)).toMatchObject({ status: 'CANCELED' });
    } finally {
      await control({ reset: true });
    }
  });

  it('has the recordings the account makes by itself', async () => {
    await control({ recordCalls: true });
    const id = await place(KEEN);
    await ended();
    await control({ recordCalls: false });
    await until(async () => (await carrier.recordingsOf(id))[0]?.status === 'COMPLETED', 20_000);
    expect(await carrier.recordingsOf(id)).toMatchObject([
      { channels: 1, durationSeconds: expect.any(Number) as number },
    ]);
    const unrecorded = await place(VOICEMAIL);
    expect(await carrier.recordingsOf(unrecorded)).toEqual([]);
    await carrier.hangUp(unrecorded);
    await arrived((event) => event.providerCallId === unrecorded && endingOf(event) !== null);
  });

  it('reports a busy line', async () => {
    await place(BUSY);
    const last = await ended();
    expect(last.sipCode).toBe(486);
    expect(endingOf(last)).toEqual({ status: 'BUSY', outcome: 'BUSY' });
  });

  it('hears a machine and can be hung up', async () => {
    const id = await place(VOICEMAIL);
    const verdict = await arrived(({ type, providerCallId }) => type === 'AMD' && providerCallId === id);
    expect(verdict).toMatchObject({ answeredBy: 'MACHINE' });
    await carrier.hangUp(id);
    expect(endingOf({ ...(await ended()), answeredBy: 'MACHINE' })).toEqual({
      status: 'COMPLETED',
      outcome: 'VOICEMAIL',
    });
  });

  it('is refused for an account Twilio does not know', async () => {
    const stranger = aCarrier({ baseUrl: emulator.url, publicUrl });
    Object.assign(Reflect.get(stranger, 'client') as object, { password: 'wrong' });
    const request = aRequest();
    expect(await stranger.placeCall(request, aPermission(request))).toEqual({
      kind: 'REFUSED',
      outcome: 'FAILED',
      code: '20003',
      cause: 'ACCOUNT',
    });
  });
});
