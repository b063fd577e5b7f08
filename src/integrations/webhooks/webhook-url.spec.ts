import { checkedUrl, hostOf } from './webhook-url';

const CLOSED = { ports: [443, 8443], allowsLoopback: false };
const OPEN = { ...CLOSED, allowsLoopback: true };

describe('the address of an endpoint', () => {
  it.each([
    ['https://hooks.acme.example/in?token=1#part', 'https://hooks.acme.example/in?token=1'],
    ['https://HOOKS.acme.example', 'https://hooks.acme.example/'],
    ['https://hooks.acme.example:8443/', 'https://hooks.acme.example:8443/'],
    ['https://1.1.1.1/', 'https://1.1.1.1/'],
    ['https://[2606:4700:4700::1111]/', 'https://[2606:4700:4700::1111]/'],
    ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
  ])('%s is kept as %s', (text, kept) => {
    expect(String(checkedUrl(text, CLOSED))).toBe(kept);
  });

  it.each([
    ['', 'NOT_A_URL'],
    ['hooks.acme.example', 'NOT_A_URL'],
    ['https://', 'NOT_A_URL'],
    [`https://acme.example/${'a'.repeat(2_000)}`, 'NOT_A_URL'],
    ['http://hooks.acme.example/', 'SCHEME'],
    ['http://127.0.0.1:3000/', 'SCHEME'],
    ['ftp://hooks.acme.example/', 'SCHEME'],
    ['file:///etc/passwd', 'SCHEME'],
    ['gopher://127.0.0.1:6379/_FLUSHALL', 'SCHEME'],
    ['https://user@hooks.acme.example/', 'CREDENTIALS'],
    ['https://:pass@hooks.acme.example/', 'CREDENTIALS'],
    ['https://hooks.acme.example:22/', 'PORT'],
    ['https://hooks.acme.example:5432/', 'PORT'],
    ['https://127.0.0.1/', 'HOST'],
    ['https://2130706433/', 'HOST'],
    ['https://0x7f.1/', 'HOST'],
    ['https://0177.0.0.1/', 'HOST'],
    ['https://169.254.169.254/latest/meta-data/', 'HOST'],
    ['https://[::1]/', 'HOST'],
    ['https://[::ffff:127.0.0.1]/', 'HOST'],
    ['https://[fd00:ec2::254]/', 'HOST'],
    ['https://localhost/', 'HOST'],
    ['https://localhost./', 'HOST'],
    ['https://redis/', 'HOST'],
    ['https://metadata.google.internal/', 'HOST'],
    ['https://printer.local/', 'HOST'],
    ['https://1.0.0.127.in-addr.arpa/', 'HOST'],
    ['https://１２７.０.０.１/', 'HOST'],
  ])('%s is refused: %s', (text, fault) => {
    expect(checkedUrl(text, CLOSED)).toBe(fault);
  });

  it('is on this machine only where that is allowed, and then by http', () => {
    expect(
      ['http://127.0.0.1:3000/', 'http://[::1]:1/']
        .map((text) => checkedUrl(text, OPEN))
        .every((url) => url instanceof URL),
    ).toBe(true);
    expect(
      ['http://10.0.0.1/', 'http://169.254.169.254/', 'http://localhost/', 'http://acme.example/'].map((text) =>
        checkedUrl(text, OPEN),
      ),
    ).toEqual(['SCHEME', 'SCHEME', 'SCHEME', 'SCHEME']);
    expect(checkedUrl('https://127.0.0.1/', OPEN)).toBe('HOST');
  });

  it('has a host without brackets', () => {
    expect(hostOf(new URL('https://[::1]:1/'))).toBe('::1');
  });
});
