import * as argon2 from '@node-rs/argon2';
import { Passwords } from './passwords.service';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof argon2>('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});

describe('Passwords', () => {
  const passwords = new Passwords();
  const verify = jest.mocked(argon2.verify);

  beforeEach(() => verify.mockClear());

  it('hashes with argon2id, 19 MiB, two passes, and a salt of its own each time', async () => {
    const [one, other] = [await passwords.hash('correct horse'), await passwords.hash('correct horse')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(other).not.toBe(one);
  });

  it('knows the right password from a wrong one', async () => {
    const stored = await passwords.hash('correct horse');
    expect(await passwords.matches(stored, 'correct horse')).toBe(true);
    expect(await passwords.matches(stored, 'correct  horse')).toBe(false);
  });

  it('takes a letter for the same however the keyboard composed it', async () => {
    expect(await passwords.matches(await passwords.hash('caf\u00e9 noir'), 'cafe\u0301 noir')).toBe(true);
  });

  it('does the same work, at the same cost, where there is no account', async () => {
    expect(await passwords.matches(undefined, 'correct horse')).toBe(false);
    expect(verify).toHaveBeenCalledTimes(1);
    expect(passwords.isOutdated(String(verify.mock.calls[0]?.[0]))).toBe(false);
  });

  it('notices a hash made at another cost', async () => {
    expect(passwords.isOutdated(await argon2.hash('x', { memoryCost: 8_192, timeCost: 2, parallelism: 1 }))).toBe(true);
    expect(passwords.isOutdated(await passwords.hash('x'))).toBe(false);
  });
});
