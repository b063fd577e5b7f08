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
    const results = await auditServer({ url: `${app.url}/graphql` });
    const failed = results.filter((result) => result.status !== 'ok');
    expect(results.length).toBeGreaterThan(60);
    expect(failed.map(({ status, id, name }) => `${status} ${id} ${name}`)).toEqual([]);
  });
});
