import { auditServer } from 'graphql-http';
import { startTestApp, type TestApp } from '../../support/test-app';
import { SampleApiModule } from './sample-api';

describe('GraphQL over HTTP specification', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ imports: [SampleApiModule], listen: true });
  });

  afterAll(async () => app?.close());

  it('passes every audit of graphql-http', async () => {
    const results = await auditServer({ url: `${app.url}/graphql`, fetchFn: fetchWhole });
    const failed = results.filter((result) => result.status !== 'ok');
    expect(results.length).toBeGreaterThan(60);
    expect(failed.map(({ status, id, name }) => `${status} ${id} ${name}`)).toEqual([]);
  });
});

/** Reads every answer to its end, which the audits do not, so that no connection stays open. */
async function fetchWhole(...request: Parameters<typeof fetch>): Promise<Response> {
  const { status, headers, ...answer } = await fetch(...request).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    body: await response.arrayBuffer(),
  }));
  return new Response(answer.body, { status, headers });
}
