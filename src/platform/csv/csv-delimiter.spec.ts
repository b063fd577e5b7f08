import { announcedDelimiter, sniffDelimiter } from './csv-delimiter';

describe('delimiter', () => {
  it.each([
    ['name,phone,email', ','],
    ['name;phone;email', ';'],
    ['name\tphone\temail', '\t'],
    ['phone', ','],
    ['', ','],
    ['"last, first";phone', ';'],
    ['"a;b;c",phone,email', ','],
    ['"he said ""a;b;c;d""",phone', ','],
    ['name;phone (home, work);email', ';'],
    ['a,b;c', ','],
  ])('%j is separated by %j', (line, delimiter) => {
    expect(sniffDelimiter(line)).toBe(delimiter);
  });

  it.each([
    ['sep=;', ';'],
    ['SEP=,', ','],
    ['sep=\t', '\t'],
    ['sep=|', undefined],
    ['separator', undefined],
  ])('the line %j announces %j', (line, delimiter) => {
    expect(announcedDelimiter(line)).toBe(delimiter);
  });
});
