import { encodeCursor } from './cursor';
import { pageOfRows, pageStatement, planned, type RowList } from './row-list';

interface Row {
  readonly id: string;
  readonly score: number;
}

const ID = '018f0000-0000-7000-8000-00000000000a';
const list: RowList<Row> = {
  columns: 'lead.id, lead.score',
  from: 'leads lead',
  where: [
    ['lead.tenant_id = ?', 'acme'],
    ["lead.temperature = 'HOT'", null],
    ['lead.source = ?', "web'; drop table leads"],
  ],
  order: [
    { expression: 'lead.score', direction: 'DESC', cast: 'integer', keyOf: ({ score }) => score },
    { expression: 'lead.id', direction: 'DESC', cast: 'uuid', keyOf: ({ id }) => id },
  ],
  isPlannedOnce: false,
};

it('asks for one row more, with every value as a parameter', () => {
  expect(pageStatement(list, { first: 20 })).toEqual({
    text:
      "select lead.id, lead.score from leads lead where lead.tenant_id = $1 and lead.temperature = 'HOT' and lead.source = $2 " +
      'order by lead.score DESC, lead.id DESC limit 21',
    values: ['acme', "web'; drop table leads"],
  });
});

it('goes on after a cursor of its order, and after no other', () => {
  const { text, values } = pageStatement(list, { first: 1, after: encodeCursor([7, ID]) });
  expect(text).toContain('and (lead.score, lead.id) < (CAST($3 AS integer), CAST($4 AS uuid)) order by');
  expect(values.slice(2)).toEqual(['7', ID]);
  expect(() => pageStatement(list, { first: 1, after: encodeCursor([ID]) })).toThrow('after');
});

it('pages, and counts only when somebody reads the total', async () => {
  const asked: string[] = [];
  const rows = [3, 2, 1].map((score) => ({ id: ID, score }));
  const reader = {
    read: async <R extends object>({ text }: { text: string }): Promise<R[]> => {
      asked.push(text);
      return (text.includes('count(*)') ? [{ total: 9 }] : rows) as unknown as R[];
    },
  };
  const page = await pageOfRows(reader, list, { first: 2 });
  expect(page.nodes.map(({ score }) => score)).toEqual([3, 2]);
  expect(page.pageInfo.hasNextPage).toBe(true);
  expect(asked).toHaveLength(1);
  expect(await page.totalCount).toBe(9);
  expect(asked[1]).not.toContain('limit');
});

it('names a text always alike and two texts never alike, and stops naming in time', () => {
  expect(planned('select 1')).toEqual(planned('select 1'));
  expect(planned('select 1').name).not.toBe(planned('select 2').name);
  const named = Array.from({ length: 300 }, (_, n) => planned(`select 1 from t${n}`)).filter(({ name }) => name);
  expect(named.length).toBeLessThanOrEqual(200);
  expect(planned('select 1').name).toBeDefined();
});
