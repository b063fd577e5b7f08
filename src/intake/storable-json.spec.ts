import { storableJson } from './storable-json';

describe('storableJson', () => {
  it('keeps everything as it came', () => {
    const value = {
      ' padded ': '  text\n\u0007 ',
      emoji: '😀',
      escaped: '\\u0000 and \\\\u0000',
      list: [1, null, { a: true }],
    };
    expect(storableJson(value)).toEqual(value);
  });

  it('replaces what jsonb refuses, in keys as in values', () => {
    expect(storableJson({ 'a\u0000b': ['\u0000', 'x\ud83d', '\\\u0000'] })).toEqual({
      'a\ufffdb': ['\ufffd', 'x\ufffd', '\\\ufffd'],
    });
  });
});
