import { Logger } from '@nestjs/common';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { PlaceCallResult } from '../../../src/voice/carrier.port';
import { CarrierUnavailable, PermissionMismatch } from '../../../src/voice/voice.errors';
import { aCarrier, ACCOUNT, aPermission, aRequest, clock } from './a-carrier';
import { StubTwilio } from './stub-twilio';

const SID = `CA${'0'.repeat(32)}`;
const RESOURCE = {
  sid: SID,
  to: '+14155550101',
  from: '+14155550100',
  status: 'queued',
  date_created: 'Tue, 07 Jul 2026 18:00:01 +0000',
  date_updated: 'Tue, 07 Jul 2026 18:00:01 +0000',
  duration: null,
  price: null,
  price_unit: 'USD',
  answered_by: null,
};

let stub: StubTwilio;
Logger.overrideLogger(false);

beforeAll(async () => {
  stub = await StubTwilio.start();
});
afterAll(() => stub.stop());

function place(baseUrl = stub.url, timeoutMs?: number): Promise<PlaceCallResult> {
  const request = aRequest();
  return aCarrier({ baseUrl, ...(timeoutMs ? { timeoutMs } : {}) }).placeCall(request, aPermission(request));
}

describe('placeCall', () => {
  it('asks once, with everything Twilio needs to reach us', async () => {
    stub.answersJson(201, RESOURCE);
    const request = aRequest();
    const carrier = aCarrier({ baseUrl: stub.url });
    expect(await carrier.placeCall(request, aPermission(request))).toEqual({ kind: 'ACCEPTED', providerCallId: SID });

    const [seen, ...others] = stub.seen;
    expect(others).toHaveLength(0);
    expect(seen?.path).toBe(`/2010-04-01/Accounts/${ACCOUNT.accountSid}/Calls.json`);
    expect(Buffer.from(seen?.authorization.replace('Basic ', '') ?? '', 'base64').toString()).toBe(
      `${ACCOUNT.accountSid}:${ACCOUNT.authToken}`,
    );
    const base = 'https://calls.example.com/webhooks/twilio';
    const attempt = `${request.tenantId}/${request.callId}`;
    const delivery = '#rc=5&rp=ct,rt,5xx';
    expect([...(seen?.form ?? [])].map(String)).toEqual(
      expect.arrayContaining(
        [
          ['To', request.to],
          ['From', request.from],
          ['Url', `${base}/voice/${attempt}/0${delivery}`],
          ['Method', 'POST'],
          ['StatusCallback', `${base}/status/${attempt}${delivery}`],
          ['StatusCallbackMethod', 'POST'],
          ...['initiated', 'ringing', 'answered', 'completed'].map((event) => ['StatusCallbackEvent', event]),
          ['Timeout', '25'],
          ['TimeLimit', '600'],
          ['MachineDetection', 'Enable'],
          ['AsyncAmd', 'true'],
          ['AsyncAmdStatusCallback', `${base}/amd/${attempt}${delivery}`],
          ['AsyncAmdStatusCallbackMethod', 'POST'],
        ].map(String),
      ),
    );
    expect([...(seen?.form ?? [])]).toHaveLength(16);
  });

  it.each([
    [
      400,
      { code: 21211, message: 'The phone number +14155550101 is not valid.', status: 400 },
      'INVALID_NUMBER',
      'NUMBER',
      '21211',
    ],
    [400, { code: 21216, message: 'blocked', status: 400 }, 'FAILED', 'BLOCKED', '21216'],
    [401, { code: 20003, message: 'Authenticate', status: 401 }, 'FAILED', 'ACCOUNT', '20003'],
    [429, { code: 20429, message: 'Too many requests', status: 429 }, 'FAILED', 'RATE_LIMITED', '20429'],
    [400, { type: 'about:blank', title: 'Bad', status: 400, code: 21217, detail: 'x' }, 'FAILED', 'NUMBER', '21217'],
  ])('takes %i %j for a refusal', async (status, body, outcome, cause, code) => {
    stub.answersJson(status, body);
    expect(await place()).toEqual({
      kind: 'REFUSED',
      outcome: cause === 'NUMBER' ? 'INVALID_NUMBER' : outcome,
      code,
      cause,
    });
    expect(stub.seen).toHaveLength(1);
  });

  it.each([
    ['a 500', 500, JSON.stringify({ code: 20500, message: 'x', status: 500 })],
    ['a 503 page of a proxy', 503, '<html>busy</html>'],
    ['a 403 page of a proxy', 403, '<html>no</html>'],
    ['an empty 429', 429, ''],
    ['a success without a call', 201, '{}'],
    ['a redirect', 302, ''],
  ])('does not know after %s', async (_case, status, body) => {
    stub.answers((_, response) => void response.writeHead(status, { location: '/elsewhere' }).end(body));
    expect(await place()).toEqual({ kind: 'UNKNOWN', cause: 'SERVER_ERROR' });
    expect(stub.seen).toHaveLength(1);
  });

  it('does not know after a success it cannot read', async () => {
    stub.answers((_, response) => void response.writeHead(201).end('{"sid": "CA'));
    expect((await place()).kind).toBe('UNKNOWN');
  });

  it('does not know when the answer does not come in time', async () => {
    stub.answers(() => undefined);
    expect(await place(stub.url, 150)).toEqual({ kind: 'UNKNOWN', cause: 'TIMEOUT' });
    expect(stub.seen).toHaveLength(1);
  });

  it('does not know when the line is cut after the request was sent', async () => {
    stub.answers((_, __, socket) => socket.resetAndDestroy());
    expect(await place()).toEqual({ kind: 'UNKNOWN', cause: 'NETWORK' });
    stub.answers((_, response, socket) => {
      response.writeHead(201, { 'content-length': '500' });
      response.write('{"sid":');
      socket.end();
    });
    expect((await place()).kind).toBe('UNKNOWN');
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => void closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const refused = { kind: 'REFUSED', outcome: 'FAILED', code: 'ECONNREFUSED', cause: 'NOT_SENT' };
    expect(await place(`http://127.0.0.1:${port}`)).toEqual(refused);
    expect(await place(`http://localhost:${port}`)).toEqual(refused);
  });

  it('knows that nothing was sent when the name does not exist', async () => {
    expect(await place('http://no-such-host.invalid')).toMatchObject({ kind: 'REFUSED', cause: 'NOT_SENT' });
  });

  it('refuses a permission for another call, another number or another time before any network', async () => {
    stub.answersJson(201, RESOURCE);
    const carrier = aCarrier({ baseUrl: stub.url });
    const request = aRequest();
    await expect(carrier.placeCall(request, aPermission(aRequest()))).rejects.toThrow(PermissionMismatch);
    await expect(carrier.placeCall(request, aPermission({ ...request, to: '+14155550102' }))).rejects.toThrow(
      PermissionMismatch,
    );
    const permission = aPermission(request);
    clock.advance(60_000);
    await expect(carrier.placeCall(request, permission)).rejects.toThrow(PermissionMismatch);
    expect(stub.seen).toHaveLength(0);
  });

  it('asks once under one permission, also when both try at the same moment', async () => {
    stub.answersJson(201, RESOURCE);
    const carrier = aCarrier({ baseUrl: stub.url });
    const request = aRequest();
    const permission = aPermission(request);
    const [first, second] = await Promise.allSettled([1, 2].map(() => carrier.placeCall(request, permission)));
    expect(first).toMatchObject({ status: 'fulfilled', value: { kind: 'ACCEPTED' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { reason: 'USED' } });
    expect(stub.seen).toHaveLength(1);
  });
});

function updates(): (string | null)[] {
  return stub.seen.filter(({ method }) => method === 'POST').map(({ form }) => form.get('Status'));
}

function hangUp(): Promise<string> {
  return aCarrier({ baseUrl: stub.url }).hangUp(SID);
}

describe('hangUp', () => {
  function callIn(status: string, onUpdate: (wanted: string | null) => [number, unknown]): void {
    stub.answers(({ method, form }, response) => {
      const [code, body] = method === 'GET' ? [200, { ...RESOURCE, status }] : onUpdate(form.get('Status'));
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }

  it.each(['queued', 'ringing'])('cancels a %s call', async (status) => {
    callIn(status, () => [200, { ...RESOURCE, status: 'canceled' }]);
    expect(await hangUp()).toBe('DONE');
    expect(updates()).toEqual(['canceled']);
  });

  it('completes a call that goes on', async () => {
    callIn('in-progress', () => [200, { ...RESOURCE, status: 'completed' }]);
    expect(await hangUp()).toBe('DONE');
    expect(updates()).toEqual(['completed']);
  });

  it.each([
    ['says nothing of it', [200, { ...RESOURCE, status: 'in-progress' }]],
    ['refuses', [400, { code: 21220, message: 'x', status: 400 }]],
  ] as [string, [number, unknown]][])(
    'completes a call picked up meanwhile, if cancelling %s',
    async (_case, answer) => {
      callIn('ringing', (wanted) => (wanted === 'canceled' ? answer : [200, { ...RESOURCE, status: 'completed' }]));
      expect(await hangUp()).toBe('DONE');
      expect(updates()).toEqual(['canceled', 'completed']);
    },
  );

  it.each(['completed', 'busy', 'no-answer', 'failed', 'canceled'])('leaves a %s call alone', async (status) => {
    callIn(status, () => [500, {}]);
    expect(await hangUp()).toBe('ALREADY_ENDED');
    expect(updates()).toEqual([]);
  });

  it('knows a call that ended meanwhile, or is gone', async () => {
    callIn('in-progress', () => [400, { code: 21220, message: 'x', status: 400 }]);
    expect(await hangUp()).toBe('ALREADY_ENDED');
    stub.answersJson(404, { code: 20404, message: 'x', status: 404 });
    expect(await hangUp()).toBe('ALREADY_ENDED');
  });

  it('says so when Twilio cannot be asked', async () => {
    stub.answersJson(500, { code: 20500, message: 'about +14155550101', status: 500 });
    await expect(hangUp()).rejects.toThrow(new CarrierUnavailable('fetch call', 500, '20500'));
  });
});

describe('fetchCall', () => {
  it('answers what Twilio knows, or null', async () => {
    stub.answersJson(200, { ...RESOURCE, status: 'completed', duration: '42', price: '-0.0140' });
    expect(await aCarrier({ baseUrl: stub.url }).fetchCall(SID)).toMatchObject({
      status: 'COMPLETED',
      durationSeconds: 42,
      price: { amountMicros: 14_000, currency: 'USD' },
      createdAt: new Date('2026-07-07T18:00:01Z'),
    });
    stub.answersJson(404, { code: 20404, message: 'x', status: 404 });
    expect(await aCarrier({ baseUrl: stub.url }).fetchCall(SID)).toBeNull();
  });

  it('never repeats what Twilio wrote, which may hold a number', async () => {
    stub.answersJson(400, { code: 20001, message: 'about +14155550101', status: 400 });
    const error: unknown = await aCarrier({ baseUrl: stub.url })
      .fetchCall(SID)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CarrierUnavailable);
    expect(JSON.stringify([String(error), error])).not.toContain('+1415');
  });
});

describe('findCalls', () => {
  const since = new Date('2026-07-07T18:00:01.700Z');
  const query = { to: '+14155550101', from: '+14155550100', since };

  it('looks among the queued and among those dialed since that day, and keeps what is new enough', async () => {
    const older = { ...RESOURCE, sid: 'CAold', date_created: 'Tue, 07 Jul 2026 18:00:00 +0000', status: 'completed' };
    const later = { ...RESOURCE, sid: 'CAnew', date_created: 'Tue, 07 Jul 2026 18:00:09 +0000', status: 'ringing' };
    stub.answers(({ path }, response) => {
      const calls = path.includes('Status=queued') ? [RESOURCE] : [later, RESOURCE, older];
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ calls, next_page_uri: null }));
    });
    const found = await aCarrier({ baseUrl: stub.url }).findCalls(query);
    expect(found.map((call) => call.providerCallId)).toEqual(['CAnew', SID]);
    const asked = stub.seen.map(({ path }) => new URLSearchParams(path.split('?')[1]));
    expect(
      asked.map((params) => [params.get('To'), params.get('From'), params.get('Status'), params.get('StartTime>')]),
    ).toEqual([
      [query.to, query.from, 'queued', null],
      [query.to, query.from, null, '2026-07-07T00:00:00Z'],
    ]);
  });

  it('asks in Twilio’s time when this program’s clock is shifted', async () => {
    stub.answersJson(200, { calls: [RESOURCE], next_page_uri: null });
    const day = 86_400_000;
    const carrier = aCarrier({ baseUrl: stub.url, clockOffsetMs: day });
    const found = await carrier.findCalls({ ...query, since: new Date(since.getTime() + day) });
    expect(stub.seen.at(-1)?.path).toContain('2026-07-07T00');
    expect(found[0]?.createdAt).toEqual(new Date('2026-07-08T18:00:01Z'));
  });

  it('reads every page', async () => {
    stub.answers(({ path }, response) => {
      const page = Number(new URLSearchParams(path.split('?')[1]).get('Page') ?? 0);
      const calls = Array.from({ length: 200 }, (_, i) => ({ ...RESOURCE, sid: `CA${page}-${i}` }));
      const next = page < 2 ? `${path.split('&Page=')[0]}&Page=${page + 1}` : null;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ calls, next_page_uri: next }));
    });
    expect(await aCarrier({ baseUrl: stub.url }).findCalls(query)).toHaveLength(600);
  });

  it('does not page for ever, nor take a list without an end for proof of what it does not show', async () => {
    stub.answers(({ path }, response) => {
      const calls = Array.from({ length: 50 }, (_, i) => ({ ...RESOURCE, sid: `CA${stub.seen.length}-${i}` }));
      const body = { calls, next_page_uri: `${path.split('&Page=')[0]}&Page=${stub.seen.length}` };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await expect(aCarrier({ baseUrl: stub.url }).findCalls(query)).rejects.toThrow(CarrierUnavailable);
    expect(stub.seen.length).toBeLessThanOrEqual(220);
  });
});

describe('cancel', () => {
  const cancel = () => aCarrier({ baseUrl: stub.url }).cancel(SID);

  it('cancels, and says how the call stands then', async () => {
    stub.answersJson(200, { ...RESOURCE, status: 'canceled' });
    expect(await cancel()).toMatchObject({ providerCallId: SID, status: 'CANCELED' });
    expect(stub.seen.map(({ form }) => form.get('Status'))).toEqual(['canceled']);
  });

  it('never ends what has been picked up', async () => {
    stub.answers(({ method }, response) =>
      method === 'POST'
        ? response
            .writeHead(400, { 'content-type': 'application/json' })
            .end(JSON.stringify({ code: 21220, status: 400 }))
        : response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ ...RESOURCE, status: 'in-progress' })),
    );
    expect(await cancel()).toMatchObject({ status: 'IN_PROGRESS' });
    expect(stub.seen.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('does not take a fault for an answer', async () => {
    stub.answersJson(503, {});
    await expect(cancel()).rejects.toThrow(CarrierUnavailable);
  });
});

describe('recordingsOf', () => {
  const recordings = () => aCarrier({ baseUrl: stub.url }).recordingsOf(SID);
  const sid = `RE${'a'.repeat(32)}`;
  const resource = {
    sid,
    status: 'completed',
    duration: '31',
    channels: 2,
    start_time: 'Tue, 07 Jul 2026 18:00:05 +0000',
    media_url: 'http://elsewhere.example/steal',
  };

  it('reads what the account recorded, and asks for no sound', async () => {
    stub.answersJson(200, { recordings: [resource], next_page_uri: null });
    expect(await recordings()).toEqual([
      {
        providerRecordingId: sid,
        status: 'COMPLETED',
        durationSeconds: 31,
        channels: 2,
        startedAt: new Date('2026-07-07T18:00:05Z'),
      },
    ]);
    expect(stub.seen).toHaveLength(1);
  });

  it('takes a length that is not known, and a word not met before, for unfinished', async () => {
    stub.answersJson(200, { recordings: [{ ...resource, status: 'levitating', duration: '-1' }], next_page_uri: null });
    expect(await recordings()).toEqual([
      { providerRecordingId: sid, status: 'PROCESSING', channels: 2, startedAt: new Date('2026-07-07T18:00:05Z') },
    ]);
  });

  it('refuses an id it could not keep, and a fault', async () => {
    stub.answersJson(200, { recordings: [{ ...resource, sid: 'CA1' }], next_page_uri: null });
    await expect(recordings()).rejects.toThrow(CarrierUnavailable);
    stub.answersJson(500, {});
    await expect(recordings()).rejects.toThrow(CarrierUnavailable);
  });
});
