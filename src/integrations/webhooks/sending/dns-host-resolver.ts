import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { HostResolver } from './host-resolver.port';

const WAIT_MS = 2_000;
const TRIES = 2;

/** Asks DNS itself: no hosts file, no search domains, and none of the few threads in which the operating system's look-up would wait. */
@Injectable()
export class DnsHostResolver extends HostResolver {
  async addressesOf(host: string): Promise<readonly string[]> {
    const resolver = new Resolver({ timeout: WAIT_MS, tries: TRIES });
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const [failure] = found.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    if (addresses.length === 0) throw failure ?? new Error('The host has no address.');
    return addresses;
  }
}
