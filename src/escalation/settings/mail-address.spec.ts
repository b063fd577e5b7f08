import { isMailAddress } from './mail-address';

describe('a mail address', () => {
  it.each(['ava@acme.example', 'first.last+leads@mail.acme.example', "o'brien@acme.example"])('is %s', (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    '',
    'ava',
    'ava@localhost',
    'a@x.example\r\nBcc: evil@x.example',
    'a@x.example, evil@x.example',
    'a@x.example;evil@x.example',
    'A <a@x.example>',
    '"a b"@x.example',
    'group:a@x.example',
    'a@x.example\n',
    'a@x.example (comment)',
    `${'a'.repeat(320)}@x.example`,
  ])('is not %j', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});
