import { isIP } from 'node:net';
import type { WebhooksConfig } from '../../platform/config/config';
import { isLoopbackAddress, isPublicAddress } from './sending/address-guard';

/** Why nothing is sent to an address. */
export const URL_FAULTS = ['NOT_A_URL', 'SCHEME', 'CREDENTIALS', 'PORT', 'HOST'] as const;
export type UrlFault = (typeof URL_FAULTS)[number];

const LONGEST_URL = 2_000;
/** Names that are nobody's on the internet (RFC 6761, 6762, and what networks call their own). */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|arpa|test|invalid)$/;

/**
 * The address as it is kept, or what is wrong with it. What a name stands for is asked each time something is sent.
 */
export function checkedUrl(text: string, config: WebhooksConfig): URL | UrlFault {
  if (!URL.canParse(text)) return 'NOT_A_URL';
  const url = new URL(text);
  url.hash = '';
  if (url.href.length > LONGEST_URL) return 'NOT_A_URL';
  if (url.username !== '' || url.password !== '') return 'CREDENTIALS';
  const host = hostOf(url);
  if (url.protocol === 'http:') return config.allowsLoopback && isLoopbackAddress(host) ? url : 'SCHEME';
  if (url.protocol !== 'https:') return 'SCHEME';
  if (!config.ports.includes(Number(url.port || 443))) return 'PORT';
  return isPublicHost(host) ? url : 'HOST';
}

/** The host without the brackets of IPv6 and without the dot at the end. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isPublicHost(host: string): boolean {
  if (isIP(host)) return isPublicAddress(host);
  return host.includes('.') && !PRIVATE_NAME.test(host);
}
