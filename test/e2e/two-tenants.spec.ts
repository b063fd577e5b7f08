import { Installation } from './support/installation';
import type { Company } from './support/company';

jest.setTimeout(180_000);

describe('two companies side by side', () => {
  let installation: Installation;
  let harbour: Company;
  let meadow: Company;

  beforeAll(async () => {
    installation = await Installation.start({ name: 'two-tenants' });
    harbour = await installation.found({ name: 'Harbour Homes' });
    meadow = await installation.found({ name: 'Meadow Motors' });
  });
  afterEach(() => installation?.expectSound());
  afterAll(() => installation?.close());

  it('are not the same', async () => {
    const own = async (company: Company): Promise<string> =>
      (await company.client.request<{ tenant: { id: string } }>('{ tenant { id } }')).tenant.id;
    expect([await own(harbour), await own(meadow)]).toEqual([harbour.tenantId, meadow.tenantId]);
  });
});
