import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILPOINTS } from '../../src/platform/failpoints/failpoint-plan';

const folder = join(__dirname, '../faults/rows');
const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
const ids = files.flatMap((text) =>
  [...text.matchAll(/(?:id: |deathAt\(\s*|carrierRow\(\s*)'([FX]\d\d)'/g)].map(([, id = '']) => id),
);

describe('the rows of the fault suite', () => {
  it('have each failpoint struck by one of them, or by the tests of callers who are put through or of webhooks', () => {
    const others = ['../e2e/transfers.spec.ts', '../integration/integrations/webhooks.spec.ts'];
    const texts = [...files, ...others.map((file) => readFileSync(join(__dirname, file), 'utf8'))];
    expect(FAILPOINTS.filter((name) => !texts.some((text) => text.includes(name)))).toEqual([]);
  });

  it('have names of their own, all of them on the page', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(25);
    const page = readFileSync(join(__dirname, '../../docs/faults.md'), 'utf8');
    expect(ids.filter((id) => !page.includes(id))).toEqual([]);
  });
});
