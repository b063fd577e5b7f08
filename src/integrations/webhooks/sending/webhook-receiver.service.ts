import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { monotonicMs } from '../../../platform/clock/clock';
import { TooLate, within } from '../../../platform/clock/within';
import { AppConfig } from '../../../platform/config/config';
import { checkedUrl, hostOf } from '../webhook-url';
import { isLoopbackAddress, isPublicAddress } from './address-guard';
import { HostResolver } from './host-resolver.port';
import { CONNECT_MS, post, PostFailed, type PostedAnswer, type PostWaits, TOTAL_MS } from './post';

/** One attempt: what came back, and how long it took. `status` is null when no answer began. */
export interface Attempt extends PostedAnswer {
  readonly error: string | null;
  readonly latencyMs: number;
}

const NO_ANSWER = { status: null, response: null, retryAfter: undefined };

/** Posts to an address of a stranger's choosing, and nowhere inside. What is wrong with it is an outcome, not an error. */
@Injectable()
export class WebhookReceiver {
  /** Tests of slow receivers have no seconds to spare. */
  waits: PostWaits = { connectMs: CONNECT_MS, totalMs: TOTAL_MS };

  constructor(
    private readonly config: AppConfig,
    private readonly resolver: HostResolver,
  ) {}

  async post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Attempt> {
    const started = monotonicMs();
    const answer = await this.attempt(address, headers, body, started).catch((failure: unknown) => ({
      ...NO_ANSWER,
      error: codeOf(failure),
    }));
    return { ...answer, latencyMs: Math.round(monotonicMs() - started) };
  }

  private async attempt(
    address: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    started: number,
  ): Promise<Omit<Attempt, 'latencyMs'>> {
    const url = checkedUrl(address, this.config.webhooks);
    if (typeof url === 'string') return { ...NO_ANSWER, error: `FORBIDDEN_URL ${url}` };
    const { connectMs, totalMs } = this.waits;
    const addresses = await within(connectMs, () => this.addressesOf(url));
    const isAllowed = url.protocol === 'https:' ? isPublicAddress : isLoopbackAddress;
    if (addresses.length === 0 || !addresses.every(isAllowed)) return { ...NO_ANSWER, error: 'FORBIDDEN_ADDRESS' };
    const left = { connectMs, totalMs: totalMs - (monotonicMs() - started) };
    return { ...(await post({ url, addresses, headers, body }, left)), error: null };
  }

  private async addressesOf(url: URL): Promise<readonly string[]> {
    const host = hostOf(url);
    if (isIP(host)) return [host];
    return this.resolver.addressesOf(host).catch((failure: unknown) => {
      throw new PostFailed('DNS', failure);
    });
  }
}

function codeOf(failure: unknown): string {
  if (failure instanceof PostFailed) return failure.code;
  return failure instanceof TooLate ? 'DNS TIMEOUT' : 'CONNECTION';
}
