import type { SelectQueryBuilder } from 'typeorm';
import { encodeCursor } from './cursor';
import { applyKeyset, conditionAfter, type KeysetColumn } from './keyset';

const ID = '018f0000-0000-7000-8000-00000000000a';
const made: KeysetColumn = { expression: 'lead.createdAt', direction: 'DESC', cast: 'timestamptz' };
const id: KeysetColumn = { expression: 'lead.id', direction: 'DESC', cast: 'uuid' };

describe('conditionAfter', () => {
  it('compares rows when all directions agree', () => {
    expect(conditionAfter([made, id])).toBe(
      '(lead.createdAt, lead.id) < (CAST(:keyset_0 AS timestamptz), CAST(:keyset_1 AS uuid))',
    );
    expect(conditionAfter([{ ...id, direction: 'ASC' }])).toBe('(lead.id) > (CAST(:keyset_0 AS uuid))');
  });

  it('nests when they do not', () => {
    expect(conditionAfter([made, { ...id, direction: 'ASC' }])).toBe(
      '((lead.createdAt < CAST(:keyset_0 AS timestamptz)) OR ' +
        '(lead.createdAt = CAST(:keyset_0 AS timestamptz) AND lead.id > CAST(:keyset_1 AS uuid)))',
    );
  });
});

describe('applyKeyset', () => {
  it('orders and asks for one row more', () => {
    const { builder: query, calls } = builder();
    applyKeyset(query, { columns: [made, id], first: 20, after: null });
    expect(calls).toEqual([
      ['addOrderBy', 'lead.createdAt', 'DESC'],
      ['addOrderBy', 'lead.id', 'DESC'],
      ['limit', 21],
    ]);
  });

  it('binds the keys of the cursor', () => {
    const { builder: query, calls } = builder();
    const after = encodeCursor([new Date('2026-07-07T18:00:00.000Z'), ID]);
    applyKeyset(query, { columns: [made, id], first: 20, after });
    expect(calls[0]?.[2]).toEqual({ keyset_0: '2026-07-07T18:00:00.000Z', keyset_1: ID });
  });

  it('refuses a cursor of another order', () => {
    const { builder: query } = builder();
    expect(() => applyKeyset(query, { columns: [made, id], first: 20, after: encodeCursor([1]) })).toThrow('after');
  });
});

/** Notes what is asked of it. */
function builder() {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]): unknown => {
      calls.push([name, ...args]);
      return fake;
    };
  const fake = { andWhere: note('andWhere'), addOrderBy: note('addOrderBy'), limit: note('limit') };
  return { calls, builder: fake as unknown as SelectQueryBuilder<{ id: string }> };
}
