import { guestKey, openGuestPass, sealGuestPass } from './guest-pass';

const KEY = guestKey('a secret that nobody knows, long enough');
const NOW = new Date('2026-07-07T18:00:00Z');
const PASS = {
  tenantId: '018f0000-0000-7000-8000-00000000000a',
  subject: '018f0000-0000-7000-8000-00000000000b',
  since: 3,
  expiresAt: NOW.getTime() + 1_000,
};

describe('a guest pass', () => {
  const token = sealGuestPass(KEY, PASS);

  it('opens what it was made for, until it expires, and fits into a header', () => {
    expect(openGuestPass(KEY, token, NOW)).toEqual(PASS);
    expect(openGuestPass(KEY, token, new Date(PASS.expiresAt))).toBeNull();
    expect(token).toMatch(/^[A-Za-z0-9\-._~+/]+$/);
  });

  it('is opened by no other key', () => {
    expect(openGuestPass(guestKey('another secret'), token, NOW)).toBeNull();
  });

  it('is good for nothing once a letter of it is another', () => {
    const [body = '', mac = ''] = token.slice('guest~'.length).split('.');
    const forged = Buffer.from(JSON.stringify({ ...PASS, since: 0 })).toString('base64url');
    for (const text of [
      `guest~${forged}.${mac}`,
      `guest~${body}.${mac.slice(1)}`,
      `guest~${body}`,
      `${body}.${mac}`,
      '',
    ])
      expect(openGuestPass(KEY, text, NOW)).toBeNull();
  });
});
