import * as fc from 'fast-check';
import { fieldsOf } from './csv-fields';
import { type CsvRecord, CsvRecords, MAX_RECORD_LENGTH } from './csv-records';

function read(text: string, step = text.length || 1): { rows: [number, string[]][]; faults: number[] } {
  const reader = new CsvRecords();
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += step) records.push(...reader.push(text.slice(at, at + step)));
  records.push(...reader.end());
  const good = records.flatMap((record) => ('text' in record ? [record] : []));
  const fields = fieldsOf(good, reader.delimiter);
  return {
    rows: good.map((record, i) => [record.line, fields[i] ?? []]),
    faults: records.flatMap((record) => ('fault' in record ? [record.line] : [])),
  };
}

describe('CsvRecords', () => {
  it.each<[string, string, [number, string[]][], number[]]>([
    [
      'plain rows',
      'a,b\n1,2\n3,4\n',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']],
        [3, ['3', '4']],
      ],
      [],
    ],
    [
      'no line break at the end',
      'a,b\n1,2',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']],
      ],
      [],
    ],
    [
      'Windows line breaks',
      'a,b\r\n1,2\r\n',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']],
      ],
      [],
    ],
    [
      'old Mac line breaks',
      'a,b\r1,2\r',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']],
      ],
      [],
    ],
    [
      'mixed line breaks',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        [1, ['a', 'b']],
        [2, ['1', '2']],
        [3, ['3', '4']],
        [4, ['5', '6']],
      ],
      [],
    ],
    [
      'blank lines',
      '\n a,b\n\n   \n1,2\n\n',
      [
        [2, ['a', 'b']],
        [5, ['1', '2']],
      ],
      [],
    ],
    [
      'quotes',
      '"a, b",c\n"say ""hi""",2',
      [
        [1, ['a, b', 'c']],
        [2, ['say "hi"', '2']],
      ],
      [],
    ],
    ['blanks around quotes', ' "a" , "b,c" \n', [[1, ['a', 'b,c']]], []],
    [
      'line breaks in a field',
      'a,b\n"1\n2\r\n3",x\n4,5',
      [
        [1, ['a', 'b']],
        [2, ['1\n2\n3', 'x']],
        [5, ['4', '5']],
      ],
      [],
    ],
    [
      'an empty quoted field',
      '"",b\n""\n',
      [
        [1, ['', 'b']],
        [2, ['']],
      ],
      [],
    ],
    [
      'a quote inside an unquoted field',
      'Bob "Bo" Hope,5\'10"\n1,2',
      [
        [1, ['Bob "Bo" Hope', '5\'10"']],
        [2, ['1', '2']],
      ],
      [],
    ],
    [
      'semicolons',
      'a;b\n"x;y";2',
      [
        [1, ['a', 'b']],
        [2, ['x;y', '2']],
      ],
      [],
    ],
    [
      'tabs',
      'a\tb\n1,5\t"2\t3"',
      [
        [1, ['a', 'b']],
        [2, ['1,5', '2\t3']],
      ],
      [],
    ],
    [
      'an announced separator',
      'sep=;\na;b\n1,2;3',
      [
        [2, ['a', 'b']],
        [3, ['1,2', '3']],
      ],
      [],
    ],
    [
      'a quote that is never closed',
      'a,b\n"x,1\n2,3\n4,5',
      [
        [1, ['a', 'b']],
        [3, ['2', '3']],
        [4, ['4', '5']],
      ],
      [2],
    ],
    [
      'a quote closed by a later one',
      'a,b\n"x,1\n2,"y"\n4,5',
      [
        [1, ['a', 'b']],
        [3, ['2', 'y']],
        [4, ['4', '5']],
      ],
      [2],
    ],
    [
      'text after a closing quote',
      'a,b\n"x"y,1\n2,3',
      [
        [1, ['a', 'b']],
        [3, ['2', '3']],
      ],
      [2],
    ],
    [
      'a lone quote',
      'a,b\n"\n2,3',
      [
        [1, ['a', 'b']],
        [3, ['2', '3']],
      ],
      [2],
    ],
    ['nothing', '', [], []],
    ['only blank lines', '\n\n', [], []],
  ])('reads %s', (_kind, text, rows, faults) => {
    for (const step of [1, 2, 3, 7, 10_000]) expect(read(text, step)).toEqual({ rows, faults });
  });

  it('refuses a line that is too long and reads on', () => {
    const long = 'x'.repeat(MAX_RECORD_LENGTH * 3);
    for (const step of [1_000, 1_000_000])
      expect(read(`a,b\n${long}\n1,2`, step)).toEqual({
        rows: [
          [1, ['a', 'b']],
          [3, ['1', '2']],
        ],
        faults: [2],
      });
  });

  it('does not let a quote swallow more than one record may hold', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},row`).join('\n');
    const result = read(`a,b\n"open,1\n${rows}`, 65_536);
    expect(result.faults).toEqual([2]);
    expect(result.rows).toHaveLength(20_001);
  });

  it('holds no more than a chunk and a record', () => {
    const reader = new CsvRecords();
    for (let i = 0; i < 200; i += 1) reader.push('"'.padEnd(10_000, 'x'));
    expect(JSON.stringify(reader).length).toBeLessThan(4 * MAX_RECORD_LENGTH);
  });

  it('takes time in proportion to the text, however wild its quotes', () => {
    const wild = 'b",x,"c\n'.repeat(100_000);
    const started = performance.now();
    read(`a,b\n"${wild}`, 65_536);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('reads back whatever was written', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'é', '\t') });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, step) => {
          const quoted = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
          const { rows: found, faults } = read(`h1,h2\n${quoted}`, step);
          expect(faults).toEqual([]);
          expect(found.slice(1).map(([, fields]) => fields)).toEqual(rows);
        },
      ),
    );
  });

  it('gives up a single record that the parser of fields cannot read', () => {
    const records = [{ text: 'a,b' }, { text: '"x"y,z' }, { text: '1,2' }];
    expect(fieldsOf(records, ',')).toEqual([['a', 'b'], null, ['1', '2']]);
    expect(fieldsOf([{ text: '"x' }, { text: '1,2' }], ',')).toEqual([null, ['1', '2']]);
  });

  it('never fails, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', ';', '\t', '\u00a0', '\v') }),
        (text) => {
          const whole = read(text);
          expect(read(text, 1)).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });
});
