import { heardWords, isWordless } from './heard-words';

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

describe('isWordless', () => {
  it.each([
    [[]],
    [['file']],
    [['image/jpeg', 'location']],
    [['application/x-a!b#c$d&e^f.g+h']],
    [['audio/ogg', 'file', 'text/vcard', 'location']],
  ])('knows what was heard of %j alone from what was said beside it', (attachments) => {
    expect(isWordless(heardWords({ body: ' ', attachments }))).toBe(true);
    expect(isWordless(heardWords({ body: 'The garden', attachments }))).toBe(false);
  });
});
