/** What may make a delivery worth repeating: connect failure, read timeout, or an answer of that class. */
export type RetryReason = 'ct' | 'rt' | '4xx' | '5xx';

/** How one webhook is to be delivered. Times are real milliseconds. */
export interface Delivery {
  /** Without the fragment: this is what is requested and what is signed. */
  url: string;
  connectTimeoutMs: number;
  readTimeoutMs: number;
  totalTimeoutMs: number;
  /** Repetitions after the first try. */
  retries: number;
  retryOn: ReadonlySet<RetryReason>;
}

const everything: readonly RetryReason[] = ['ct', 'rt', '4xx', '5xx'];

/**
 * Delivery rules of a webhook address. Defaults: 5 s to connect, 15 s to answer, 15 s in all, one retry and that only
 * when the connection failed; a fragment such as `#rc=3&rp=ct,5xx` overrides them
 * (twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
export function deliveryOf(address: string): Delivery {
  const hash = address.indexOf('#');
  // Written as it will be requested: the receiver can only check the signature of what it sees.
  const url = new URL(hash === -1 ? address : address.slice(0, hash)).href;
  const overrides = new URLSearchParams(hash === -1 ? '' : address.slice(hash + 1));
  return {
    url,
    connectTimeoutMs: within(overrides.get('ct'), 100, 10_000, 5_000),
    readTimeoutMs: within(overrides.get('rt'), 100, 15_000, 15_000),
    totalTimeoutMs: within(overrides.get('tt'), 100, 15_000, 15_000),
    retries: within(overrides.get('rc'), 0, 5, 1),
    retryOn: new Set(reasons(overrides.get('rp'))),
  };
}

function within(text: string | null, low: number, high: number, otherwise: number): number {
  if (text === null || !/^\d+$/.test(text)) return otherwise;
  return Math.min(high, Math.max(low, Number(text)));
}

function reasons(text: string | null): readonly RetryReason[] {
  if (text === null) return ['ct'];
  const named = text.split(',').map((item) => item.trim());
  if (named.includes('all')) return everything;
  return everything.filter((reason) => named.includes(reason));
}
