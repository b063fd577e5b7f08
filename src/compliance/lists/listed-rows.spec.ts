import { listedPhone } from './listed-phone';
import { ListedRows, type ListTerms } from './listed-rows';

const US: ListTerms = { country: 'US', onlyCountry: true, areaCodes: null, withResult: false };

describe('a number of a list', () => {
  it.each([
    ['2125552001', 'US', '+12125552001'],
    ['12125552001', 'US', '+12125552001'],
    ['+12125552001', 'US', '+12125552001'],
    ["'2125552001", 'US', '+12125552001'],
    ['(212) 555-2001', 'CA', '+12125552001'],
    ['212.555.2001', 'US', '+12125552001'],
    ['２１２５５５２００１', 'US', '+12125552001'],
    // Area codes too new for libraries.
    ['7295552001', 'US', '+17295552001'],
    ['020 7123 4567', 'GB', '+442071234567'],
    ['+44 20 7123 4567', 'US', '+442071234567'],
    ['9876543210', 'IN', '+919876543210'],
    ['919876543210', 'IN', '+919876543210'],
    ['050 123 4567', 'AE', '+971501234567'],
  ])('%s in a list of %s is %s', (text, country, phone) => {
    expect(listedPhone(text, country)).toBe(phone);
  });

  it.each([
    ['', 'US'],
    ['Ann', 'US'],
    ['5552001', 'US'],
    ['1125552001', 'US'],
    ['2120552001', 'US'],
    ['21255520011', 'US'],
    ['+1212555200', 'US'],
    ['12', 'GB'],
    ['2125552001', 'EU'],
    ['2.12555E+09', 'US'],
  ])('%p in a list of %s is none', (text, country) => {
    expect(listedPhone(text, country)).toBeNull();
  });
});

describe('the lines of a list', () => {
  it.each([
    [
      ['Phone Number', 'Name'],
      ['2125552001', 'Ann'],
    ],
    [
      ['Name', 'TELEPHONE'],
      ['Ann', '2125552001'],
    ],
    [
      ['NPA', 'Number'],
      ['212', '5552001'],
    ],
    [
      ['area_code', 'phone'],
      ['212', '(212) 555-2001'],
    ],
    [['Teléfono'], ['2125552001']],
  ])('are read by their titles %p', (titles, line) => {
    const rows = new ListedRows(titles, US);
    expect(rows.headless).toBe(false);
    expect(rows.read(line)).toEqual({ row: { phone: '+12125552001', result: null } });
  });

  it.each([[['2125552001']], [['2125552001', 'x']], [['212', '5552001']], [['212', '555-2001']]])(
    'are read without titles: %p',
    (line) => {
      const rows = new ListedRows(line, US);
      expect(rows.headless).toBe(true);
      expect(rows.read(line)).toEqual({ row: { phone: '+12125552001', result: null } });
    },
  );

  it('leave blank ones out', () => {
    expect(new ListedRows(['phone'], US).read(['', ''])).toEqual({ blank: true });
  });

  it('repeat no number when they refuse one', () => {
    const rows = new ListedRows(['phone'], { ...US, areaCodes: ['212'] });
    for (const bad of ['+442071234567', '3055552001', '212']) {
      const reading = rows.read([bad]);
      expect(reading).toHaveProperty('reason');
      expect(JSON.stringify(reading)).not.toContain(bad.slice(-7));
    }
  });

  it.each([
    ['YES', 'YES'],
    ['no', 'NO'],
    ['No Data', 'NO_DATA'],
    ['NO_DATA', 'NO_DATA'],
    ['no-data', 'NO_DATA'],
  ])('with answers: %s is %s', (answer, result) => {
    const titled = new ListedRows(['number', 'result'], { ...US, withResult: true });
    expect(titled.read(['2125552001', answer])).toEqual({ row: { phone: '+12125552001', result } });
    const bare = new ListedRows(['2125552001', answer], { ...US, withResult: true });
    expect(bare.read(['2125552001', answer])).toEqual({ row: { phone: '+12125552001', result } });
  });

  it('with an answer that is none are refused', () => {
    const rows = new ListedRows(['number', 'result'], { ...US, withResult: true });
    for (const answer of ['', 'maybe', '1']) expect(rows.read(['2125552001', answer])).toHaveProperty('reason');
  });

  it.each([
    ['no number', ['name', 'town'], US],
    ['no answer', ['phone', 'name'], { ...US, withResult: true }],
    ['no answer and no title', ['2125552001'], { ...US, withResult: true }],
    ['too many columns', Array.from({ length: 51 }, () => 'phone'), US],
  ])('of a file with %s cannot be read', (_what, first, terms) => {
    expect(() => new ListedRows(first, terms)).toThrow(/column/);
  });
});
