import { cleanJson, cleanLine, cleanText } from './clean-text';

describe('clean text', () => {
  it.each([
    ['  Ann  ', 'Ann'],
    ['Ann\u0000 Lee', 'Ann  Lee'],
    ['line\r\nbreak', 'line\nbreak'],
    ['half \ud83d', 'half \ufffd'],
    ['Zoe\u0308', 'Zoë'],
    ['smile 😀', 'smile 😀'],
  ])('%j becomes %j', (given, expected) => {
    expect(cleanText(given)).toBe(expected);
  });

  it('puts one-line text on one line', () => {
    expect(cleanLine('Ann\t \n Lee')).toBe('Ann Lee');
  });

  it('keeps the shape of JSON and drops what JSON does not know', () => {
    expect(cleanJson({ ' a\u0000': ['x\u0000y', 1, true, null, Number.NaN, undefined], n: { m: 'ok' } })).toEqual({
      a: ['x y', 1, true, null, null, null],
      n: { m: 'ok' },
    });
  });

  it('treats __proto__ as a name like any other', () => {
    const cleaned = cleanJson(JSON.parse('{"__proto__": {"admin": true}}'));
    expect(Object.keys(cleaned as object)).toEqual(['__proto__']);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });
});
