import { newApiKey, readApiKey, secretHash } from './api-key-text';

describe('an API key', () => {
  it('has the form that scanners know', () => {
    expect(newApiKey().text).toMatch(/^ck_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
  });

  it('is read back', () => {
    const { text, keyId, secret } = newApiKey();
    expect(readApiKey(text)).toEqual({ keyId, secret });
  });

  it('is never the same twice', () => {
    expect(newApiKey().text).not.toBe(newApiKey().text);
  });

  it('is refused when one character was changed', () => {
    const { text } = newApiKey();
    const at = 30;
    const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    expect(readApiKey(changed)).toBeUndefined();
  });

  it.each(['', 'ck_live_', 'ck_test_a_b_c', `${newApiKey().text}x`, ` ${newApiKey().text}`])('refuses %j', (text) => {
    expect(readApiKey(text)).toBeUndefined();
  });
});

describe('secretHash', () => {
  it('is SHA-256', () => {
    expect(secretHash('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
