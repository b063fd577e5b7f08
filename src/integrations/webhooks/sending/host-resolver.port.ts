/** Finds the addresses of a host. */
export abstract class HostResolver {
  /** Every IPv4 and IPv6 address of the name. @throws when there is none, or nobody answers in time. */
  abstract addressesOf(host: string): Promise<readonly string[]>;
}
