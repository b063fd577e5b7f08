import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TextPermission } from '../../../src/compliance/text-permission';
import { monotonicMs } from '../../../src/platform/clock/clock';
import { type RunningEmulator, startEmulator } from '../../../src/emulator/emulator';
import type { RawWebhook } from '../../../src/voice/carrier.port';
import { TwilioTextSender } from '../../../src/voice/carriers/twilio/texts/twilio-text-sender';
import { isSignedBy } from '../../../src/voice/carriers/twilio/twilio-signature';
import type { SendTextRequest, TextNews } from '../../../src/voice/text.port';
import { PermissionMismatch } from '../../../src/voice/voice.errors';
import { until } from '../../support/until';
import { ACCOUNT, clock } from './a-carrier';

const FROM = '+14155550100';
const PERSON = '+12125550123';

Logger.overrideLogger(false);

let emulator: RunningEmulator;
let server: Server;
let publicUrl: string;
let sender: TwilioTextSender;
const webhooks: RawWebhook[] = [];

beforeAll(async () => {
  emulator = await startEmulator({
    timeScale: 500,
    accounts: [{ sid: ACCOUNT.accountSid, authToken: ACCOUNT.authToken }],
  });
  server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sender = aTextSender(emulator.url);
});
afterAll(async () => {
  await emulator.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  webhooks.length = 0;
  await control({ reset: true });
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const rawBody = Buffer.concat(chunks);
  webhooks.push({
    url: `${publicUrl}${request.url ?? ''}`,
    headers: request.headers,
    form: Object.fromEntries(new URLSearchParams(rawBody.toString())),
    rawBody,
  });
  response.writeHead(204).end();
}

function aTextSender(baseUrl: string): TwilioTextSender {
  const account = { ...ACCOUNT, fromNumber: FROM, whatsappNumber: '+14155550177', baseUrl, timeoutMs: 2_000 };
  return new TwilioTextSender(account, { clock, publicUrl, clockOffsetMs: 0 });
}

function aText(change: Partial<SendTextRequest> = {}): SendTextRequest {
  return {
    textId: randomUUID(),
    tenantId: randomUUID(),
    channel: 'SMS',
    to: PERSON,
    from: FROM,
    body: 'Acme Homes: hello. Reply STOP to opt out.',
    ...change,
  };
}

/** Only the gate can make a real one; a test of the carrier alone needs the shape of one. */
function leave({ textId, tenantId, to }: SendTextRequest): TextPermission {
  const until = clock.now().getTime() + 60_000;
  const shape: unknown = {
    tenantId,
    textId,
    phone: to,
    checkId: randomUUID(),
    isValidAt: (at: Date) => at.getTime() < until,
    use: () => true,
    leaveByMs: monotonicMs() + 60_000,
    mayLeave: () => true,
  };
  return shape as TextPermission;
}

async function control(body: object): Promise<void> {
  await fetch(`${emulator.url}/_emulator/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function accepted(): Promise<number> {
  const answer = await fetch(`${emulator.url}/_emulator/texts`);
  return ((await answer.json()) as { total: number }).total;
}

describe('a text through the real adapter', () => {
  it('is sent once, and its news are signed and name it', async () => {
    const text = aText();
    const result = await sender.send(text, leave(text));
    if (result.kind !== 'ACCEPTED') throw new Error(result.kind);
    await until(() => webhooks.length === 2, 5_000);
    expect(webhooks.every((webhook) => isSignedBy(ACCOUNT, webhook))).toBe(true);
    expect(webhooks[0]?.url).toBe(`${publicUrl}/webhooks/twilio/text/${text.tenantId}/${text.textId}`);
    expect(webhooks.map((webhook): TextNews => sender.readNews(webhook))).toMatchObject([
      { providerTextId: result.providerTextId, status: 'SENT' },
      { providerTextId: result.providerTextId, status: 'DELIVERED' },
    ]);
    expect(await accepted()).toBe(1);
  });

  it('has a number for each channel', async () => {
    expect([sender.numberFor('SMS'), sender.numberFor('WHATSAPP')]).toEqual([FROM, '+14155550177']);
    const text = aText({ channel: 'WHATSAPP', from: '+14155550177' });
    expect(await sender.send(text, leave(text))).toMatchObject({ kind: 'ACCEPTED' });
  });

  it.each([
    ['another text', { textId: randomUUID() }, 'OTHER_TEXT'],
    ['another company', { tenantId: randomUUID() }, 'OTHER_TEXT'],
    ['another number', { to: '+12125550199' }, 'OTHER_NUMBER'],
  ])('is not sent under the permission for %s', async (_what, change, reason) => {
    const text = aText();
    await expect(sender.send({ ...text, ...change }, leave(text))).rejects.toMatchObject({ reason });
    await expect(sender.send({ ...text, ...change }, leave(text))).rejects.toThrow(PermissionMismatch);
    expect(await accepted()).toBe(0);
  });

  it.each([
    ['21610', { refuse: { code: 21610 } }, { kind: 'REFUSED', cause: 'OPTED_OUT' }, 0],
    ['too fast', { tooManyRequests: true }, { kind: 'REFUSED', cause: 'RATE_LIMITED' }, 0],
    ['500 and nothing sent', { fail500NoDial: true }, { kind: 'UNKNOWN', cause: 'SERVER_ERROR' }, 0],
    ['500 and sent', { fail500AndDial: true }, { kind: 'UNKNOWN', cause: 'SERVER_ERROR' }, 1],
    ['a cut connection', { resetAfterSend: true }, { kind: 'UNKNOWN', cause: 'NETWORK' }, 1],
    ['no answer', { hangAndDial: true }, { kind: 'UNKNOWN', cause: 'TIMEOUT' }, 1],
  ])('is never sent a second time by itself: %s', async (_what, faults, expected, sent) => {
    await control({ faults });
    const text = aText();
    expect(await sender.send(text, leave(text))).toMatchObject(expected);
    expect(await accepted()).toBe(sent);
  });

  it('is provably unsent when nobody listens', async () => {
    const text = aText();
    const lost = aTextSender('http://127.0.0.1:1');
    expect(await lost.send(text, leave(text))).toEqual({ kind: 'REFUSED', cause: 'NOT_SENT', code: 'ECONNREFUSED' });
  });

  it('is found again by its numbers, its channel and its moment', async () => {
    const since = new Date(Date.now() - 1_000);
    const text = aText();
    await sender.send(text, leave(text));
    const query = { channel: 'SMS', to: PERSON, from: FROM, since } as const;
    expect(await sender.findTexts(query)).toMatchObject([{ body: text.body, isOptedOut: false }]);
    expect(await sender.findTexts({ ...query, channel: 'WHATSAPP' })).toEqual([]);
    expect(await sender.findTexts({ ...query, since: new Date(Date.now() + 60_000) })).toEqual([]);
  });
});
