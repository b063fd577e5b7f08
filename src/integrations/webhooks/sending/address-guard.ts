import { BlockList, isIP } from 'node:net';

/** What IPv4 keeps for itself, for networks of its own, or for clouds to talk to their machines (RFC 6890 and the IANA registry). */
const CLOSED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Where Azure answers its machines.
  '168.63.129.16/32',
];
/** IPv6 of the internet is 2000::/3. All else is closed with that: ::1, mapped and translated IPv4, fc00::/7, fe80::/10, ff00::/8. */
const OPEN_V6 = ['2000::/3'];
/** Parts of it that carry other addresses inside, or nothing: Teredo and its like, documentation, 6to4. */
const CLOSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

const closed = blockList([...CLOSED_V4, ...CLOSED_V6]);
const open = blockList(OPEN_V6);
const loopback = blockList(LOOPBACK);

/** True for an address of the internet at large, where a stranger may send us. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  return family === 6 && isPlain(address) && open.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** True for this machine itself; not for IPv4 mapped into IPv6. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return loopback.check(address, 'ipv4');
  return family === 6 && isPlain(address) && !address.includes('.') && loopback.check(address, 'ipv6');
}

/** Without a zone (`fe80::1%eth0`), which the list does not take. */
function isPlain(address: string): boolean {
  return !address.includes('%');
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix = ''] = subnet.split('/');
    list.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
