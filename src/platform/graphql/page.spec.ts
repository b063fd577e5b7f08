import { decodeCursor } from './cursor';
import { pageOf } from './page';

const rows = ['a', 'b', 'c'].map((name, i) => ({ name, rank: i }));

describe('pageOf', () => {
  it('drops the extra row and says that more follows', () => {
    const page = pageOf(
      rows,
      { first: 2 },
      (row) => [row.rank],
      async () => 3,
    );
    expect(page.nodes).toEqual(rows.slice(0, 2));
    expect(page.pageInfo).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: false,
      endCursor: page.edges[1]?.cursor,
    });
    expect(decodeCursor(page.pageInfo.endCursor ?? '', ['integer'])).toEqual([1]);
  });

  it('knows its last page and an empty one', () => {
    expect(
      pageOf(
        rows,
        { first: 3, after: 'x' },
        () => [1],
        async () => 3,
      ).pageInfo,
    ).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
    });
    expect(
      pageOf(
        [],
        { first: 3 },
        () => [1],
        async () => 0,
      ).pageInfo,
    ).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('counts when somebody looks, once, also through map', async () => {
    let counts = 0;
    const page = pageOf(
      rows,
      { first: 2 },
      (row) => [row.rank],
      async () => (counts += 1),
    );
    const mapped = page.map((row) => row.name);
    expect(mapped.nodes).toEqual(['a', 'b']);
    expect(mapped.edges[0]?.cursor).toBe(page.edges[0]?.cursor);
    expect(counts).toBe(0);
    await mapped.totalCount;
    await page.totalCount;
    expect(counts).toBe(1);
  });
});
