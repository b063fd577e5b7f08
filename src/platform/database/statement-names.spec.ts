import { StatementNames } from './statement-names';

describe('names of statements', () => {
  const timesUntilNamed = (names: StatementNames, text: string): number => {
    for (let times = 1; times <= 100; times += 1) if (names.of(text) !== undefined) return times;
    return Infinity;
  };

  it('are given to what keeps coming, one to each text, for good', () => {
    const names = new StatementNames();
    expect(timesUntilNamed(names, 'select $1')).toBe(8);
    expect(timesUntilNamed(names, 'select $1::int')).toBe(8);
    const [one, other] = [names.of('select $1'), names.of('select $1::int')];
    expect(one).toMatch(/^callwright_\d+$/);
    expect(other).not.toBe(one);
    expect(names.of('select $1')).toBe(one);
  });

  it.each([
    'select * from leads where id = $1',
    'insert into leads (id) values ($1) returning *',
    'select count(*), * from leads where id = $1',
    'select l.* from leads l where id = $1',
    'select name from leads where tenant_id = $1 order by name limit $2',
    'select name from leads where id in ($1, $2)',
    'select name from leads where (id IN ($1,$2,$3))',
    'insert into leads (id, name) values ($1, $2), ($3, $4)',
  ])('are not given to %s', (text) => {
    expect(timesUntilNamed(new StatementNames(), text)).toBe(Infinity);
  });

  it.each([
    'select count(*) from leads where id = $1',
    'select 2 * $1',
    'select name from leads where id = $1 order by name limit 1',
    'select name from leads where id in ($1)',
    'select name from leads where id in (select lead_id from calls where id = $1)',
    'insert into leads (id, name) values ($1, coalesce($2, $3)) on conflict (id, name) do nothing',
  ])('are given to %s', (text) => {
    expect(timesUntilNamed(new StatementNames(), text)).toBe(8);
  });

  it('are 512 at most, however many texts keep coming', () => {
    const names = new StatementNames();
    const texts = Array.from({ length: 600 }, (_, nth) => `select $1, ${nth}`);
    const named = texts.filter((text) => timesUntilNamed(names, text) < Infinity);
    expect(named).toHaveLength(512);
    expect(texts.slice(0, 512).every((text) => names.of(text) !== undefined)).toBe(true);
  });

  it('stay within bounds beside texts that never come again, and are then given later', () => {
    const names = new StatementNames();
    const counted = Reflect.get(names, 'counts') as Map<string, number>;
    for (let nth = 0; nth < 10_000; nth += 1) names.of(`select $1, ${nth}`);
    expect(counted.size).toBeLessThanOrEqual(2_048);
    expect(timesUntilNamed(names, 'select $1')).toBe(8);
  });
});
