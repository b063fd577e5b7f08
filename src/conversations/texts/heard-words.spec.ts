import { heardWords } from './heard-words';

describe('heardWords', () => {
  it.each([
    ['Hello', [], 'Hello'],
    ['', ['image/jpeg'], '[image/jpeg]'],
    ['The garden', ['image/jpeg', 'video/mp4'], 'The garden\n[image/jpeg] [video/mp4]'],
    ['  ', [], '[empty message]'],
    ['\u0001', ['location'], '[location]'],
    ['a\u0000b\u0007c', [], 'a b c'],
    ['half \ud83d', [], 'half \ufffd'],
  ])('of %j with %j is %j', (body, attachments, words) => {
    expect(heardWords({ body, attachments })).toBe(words);
  });
});
