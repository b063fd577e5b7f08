import { Installation } from './support/installation';

jest.setTimeout(180_000);

describe('what cannot be taken', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'bad-input' });
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  it('is answered as a problem when nobody serves the route', async () => {
    const response = await fetch(`${installation.url}/no/such/route`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    await response.arrayBuffer();
  });
});
