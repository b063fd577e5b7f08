import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { BadUserInput } from '../../../src/platform/errors/domain-error';
import { uploadRequests, UploadScalar } from '../../../src/platform/graphql/upload';

const LIMIT = 100_000;

/** Counts the bytes of the file as a resolver would. */
async function bytesOf(variable: unknown): Promise<number> {
  const file = await UploadScalar.parseValue(variable);
  let bytes = 0;
  for await (const chunk of file.createReadStream()) bytes += (chunk as Buffer).length;
  return bytes;
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  response.status(error instanceof BadUserInput ? 422 : 400).json({});
};

describe('uploads', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const app = express();
    app.use(uploadRequests(LIMIT));
    app.post('/', async (request, response) => {
      const { variables } = request.body as { variables: { file: unknown } };
      response.json({ bytes: await bytesOf(variables.file) });
    });
    app.use(answerError);
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function send(bytes: number): Promise<{ status: number; body: unknown }> {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query: '', variables: { file: null } }));
    form.set('map', JSON.stringify({ 0: ['variables.file'] }));
    form.set('0', new Blob([new Uint8Array(bytes)]), 'leads.csv');
    const response = await fetch(url, { method: 'POST', body: form });
    return { status: response.status, body: await response.json() };
  }

  it('are read to their end up to the limit', async () => {
    expect(await send(LIMIT - 1)).toEqual({ status: 200, body: { bytes: LIMIT - 1 } });
  });

  it('fail above it instead of ending early', async () => {
    expect((await send(LIMIT * 3)).status).toBe(422);
  });
});
