import { renderAccessTable } from './access-table';

const handler = 'SomeResolver.some';

describe('renderAccessTable', () => {
  it('shows each rule as who may pass it, sorted within its kind', () => {
    const table = renderAccessTable([
      { kind: 'Route', name: 'GET /health', handler, rule: { kind: 'PUBLIC' } },
      { kind: 'Query', name: 'tenants', handler, rule: { kind: 'PLATFORM_ADMIN' } },
      { kind: 'Query', name: 'me', handler, rule: { kind: 'SIGNED_IN' } },
      { kind: 'Query', name: 'leads', handler, rule: { kind: 'TENANT', role: 'OPERATOR', scope: 'leads:read' } },
    ]);
    expect(table).toBe(
      [
        '## Queries',
        '',
        '| operation | anybody | OWNER | ADMIN | OPERATOR | VIEWER | platform admin | API key with |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        '| `leads` |  | yes | yes | yes |  |  | `leads:read` |',
        '| `me` |  | yes | yes | yes | yes | yes |  |',
        '| `tenants` |  |  |  |  |  | yes |  |',
        '',
        '## Routes',
        '',
        '| operation | anybody | OWNER | ADMIN | OPERATOR | VIEWER | platform admin | API key with |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        '| `GET /health` | yes |  |  |  |  |  |  |',
      ].join('\n'),
    );
  });

  it('shows an operation without a rule as open to nobody', () => {
    const table = renderAccessTable([{ kind: 'Mutation', name: 'forgotten', handler, rule: undefined }]);
    expect(table.split('\n').at(-1)).toBe('| `forgotten` |  |  |  |  |  |  |  |');
  });
});
