import { isLoopbackAddress, isPublicAddress } from './address-guard';

const CLOSED =
  `0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
  169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
  198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
  :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1
  2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 febf::1 fec0::1
  ff02::1`.split(/\s+/);

const OPEN =
  `1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.255.255 172.15.255.255
  172.32.0.1 192.0.3.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255 2606:4700:4700::1111 2a00:1450:4001::1
  2001:4860:4860::8888 2400:cb00::1`.split(/\s+/);

describe('an address a stranger names', () => {
  it.each(CLOSED)('%s is not sent to', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(OPEN)('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['', 'localhost', '127.1', '0x7f000001', '2130706433', '1.1.1.1.', '[::1]'])('“%s” is none', (text) => {
    expect([isPublicAddress(text), isLoopbackAddress(text)]).toEqual([false, false]);
  });
});

it('knows this machine, and what only looks like it', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1'].map(isLoopbackAddress)).toEqual([true, true, true]);
  expect(
    ['10.0.0.1', '128.0.0.1', '::2', '169.254.169.254', '::ffff:10.0.0.1', '::1%lo'].filter(isLoopbackAddress),
  ).toEqual([]);
});
