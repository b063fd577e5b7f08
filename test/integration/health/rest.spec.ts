import { once } from 'node:events';
import { connect } from 'node:net';
import { Body, Controller, Get, Module, Param, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { IsEmail, IsString, Length } from 'class-validator';
import type { Request } from 'express';
import { Public } from '../../../src/platform/access/allow.decorator';
import {
  BadUserInput,
  Conflict,
  NotFound,
  RateLimited,
  Unauthenticated,
} from '../../../src/platform/errors/domain-error';
import { startTestApp, type TestApp } from '../../support/test-app';

class FormBody {
  @IsString()
  @Length(2, 20)
  name!: string;

  @IsEmail({}, { message: 'must be an email address' })
  email!: string;
}

const FAULTS: Record<string, () => Error> = {
  missing: () => new NotFound('Form'),
  input: () => new BadUserInput('phone', 'is no number.'),
  conflict: () => new Conflict('Taken.'),
  limited: () => new RateLimited(3),
  stranger: () => new Unauthenticated(),
};

@Controller('webhooks/sample')
class SampleController {
  @Post()
  @Public()
  accept(@Body() body: FormBody): { name: string } {
    return { name: body.name };
  }

  @Post('raw')
  @Public()
  raw(@Req() request: RawBodyRequest<Request>): { raw: string; isText: boolean } {
    return { raw: request.rawBody?.toString('utf8') ?? '', isText: typeof request.body?.Body === 'string' };
  }

  @Get('fail/:how')
  @Public()
  fail(@Param('how') how: string): never {
    throw FAULTS[how]?.() ?? new Error('relation "leads" does not exist at postgres://u:s3cret@db');
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

describe('REST', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ imports: [SampleModule], listen: true, env: { METRICS_TOKEN: 'scrape-me' } });
  });

  afterAll(async () => app?.close());

  async function send(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; headers: Headers; body: Record<string, unknown>; text: string }> {
    const response = await fetch(`${app.url}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text) as Record<string, unknown>,
      text,
    };
  }

  it.each([
    ['missing', 404, { code: 'NOT_FOUND', title: 'Not Found', type: 'urn:callwright:problem:not-found' }],
    ['input', 400, { code: 'BAD_USER_INPUT', errors: [{ field: 'phone', message: 'is no number.' }] }],
    ['conflict', 409, { code: 'CONFLICT', detail: 'Taken.' }],
    ['limited', 429, { code: 'RATE_LIMITED' }],
    ['stranger', 401, { code: 'UNAUTHENTICATED' }],
    ['internal', 500, { code: 'INTERNAL' }],
  ])('answers %s as a problem document', async (how, status, problem) => {
    const answer = await send(`/webhooks/sample/fail/${how}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, requestId: answer.headers.get('x-request-id'), ...problem });
    expect(answer.text).not.toMatch(/s3cret|leads|stack/);
    if (how === 'limited') expect(answer.headers.get('retry-after')).toBe('3');
    if (how === 'stranger') expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(['worker', 'media'])('answers in a %s process as though the route did not exist', async (role) => {
    const other = await startTestApp({ imports: [SampleModule], listen: true, env: { ROLE: role } });
    try {
      const response = await fetch(`${other.url}/webhooks/sample/fail/conflict`);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toEqual({
        type: 'urn:callwright:problem:not-found',
        title: 'Not Found',
        status: 404,
        detail: 'There is nothing here.',
        code: 'NOT_FOUND',
        requestId: response.headers.get('x-request-id'),
      });
    } finally {
      await other.close();
    }
  });

  it('names the fields it refuses, unknown ones too', async () => {
    const { status, body } = await send('/webhooks/sample', json({ name: 'x', email: 'nobody', role: 'OWNER' }));
    expect(status).toBe(400);
    expect(body['code']).toBe('BAD_USER_INPUT');
    expect(body['errors']).toEqual(
      expect.arrayContaining([
        { field: 'role', message: 'is not known' },
        { field: 'name', message: 'must be longer than or equal to 2 characters' },
        { field: 'email', message: 'must be an email address' },
      ]),
    );
    expect((await send('/webhooks/sample', json({ name: 'Ada', email: 'ada@example.com' }))).body).toEqual({
      name: 'Ada',
    });
  });

  it.each([
    ['malformed JSON', '{"name": ', 400, 'BAD_REQUEST'],
    ['a body that is no object', '"text"', 400, 'BAD_REQUEST'],
    ['a body of 300 kB', JSON.stringify({ name: 'x'.repeat(300_000) }), 413, 'PAYLOAD_TOO_LARGE'],
  ])('refuses %s', async (_what, payload, status, code) => {
    const answer = await send('/webhooks/sample', json(payload));
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/position|Unexpected/);
  });

  it('takes 200 kB on webhooks and 100 kB elsewhere', async () => {
    expect((await send('/webhooks/sample', json({ name: 'x'.repeat(200_000) }))).status).toBe(400);
    expect((await send('/elsewhere', json({ name: 'x'.repeat(200_000) }))).status).toBe(413);
  });

  it('keeps the exact bytes of form posts beside the parsed ones', async () => {
    const raw = 'Body=a%20b+c%2Bd&From=%2B14155550123&Body2=';
    const { body } = await send('/webhooks/sample/raw', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: raw,
    });
    expect(body).toEqual({ raw, isText: true });
  });

  it('answers unknown routes 404 without repeating them', async () => {
    const answer = await send('/nowhere/+14155550123?token=abc');
    expect([answer.status, answer.body['code']]).toEqual([404, 'NOT_FOUND']);
    expect(answer.text).not.toMatch(/nowhere|abc|4155550123/);
  });

  it('sends security headers that do not break plain http', async () => {
    const { headers } = await send('/nowhere');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('shows metrics to whoever holds the token', async () => {
    expect((await send('/metrics')).status).toBe(401);
    expect((await send('/metrics', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    const response = await fetch(`${app.url}/metrics`, { headers: { authorization: 'Bearer scrape-me' } });
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('callwright_process_cpu_seconds_total');
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="POST",route="\/webhooks\/sample",status="201"\} 1/,
    );
    expect(text).not.toContain('4155550123');
  });

  it('answers upgrades nobody owns', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write('GET /media/none HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [data] = (await once(socket, 'data')) as [Buffer];
    expect(data.toString()).toContain('404 Not Found');
    await once(socket, 'close');
  });
});

function json(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
