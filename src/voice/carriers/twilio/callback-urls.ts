/** Webhook addresses of one call; the ids in them correlate even when the answer to our own request was lost. */
export interface CallbackAddress {
  readonly publicUrl: string;
  readonly tenantId: string;
  readonly callId: string;
}

/**
 * Delivery rules in the URL's fragment, which is neither sent nor signed: up to five repeats after a failed connection, a
 * timeout or a 5xx of ours. Without it Twilio repeats only after a failed connection, once, and an event met by a restart is
 * lost (twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
 */
export const DELIVERY = '#rc=5&rp=ct,rt,5xx';

/** Fetched when the phone is picked up (exchange 0) and after each time the person spoke. */
export function voiceUrl(address: CallbackAddress, exchange: number): string {
  return `${base('voice', address)}/${exchange}${DELIVERY}`;
}

export function statusUrl(address: CallbackAddress): string {
  return `${base('status', address)}${DELIVERY}`;
}

/** The verdict of asynchronous answering-machine detection. */
export function amdUrl(address: CallbackAddress): string {
  return `${base('amd', address)}${DELIVERY}`;
}

/** What became of a text. */
export function textStatusUrl(text: { publicUrl: string; tenantId: string; textId: string }): string {
  return `${text.publicUrl}/webhooks/twilio/text/${text.tenantId}/${text.textId}${DELIVERY}`;
}

function base(kind: 'voice' | 'status' | 'amd', { publicUrl, tenantId, callId }: CallbackAddress): string {
  return `${publicUrl}/webhooks/twilio/${kind}/${tenantId}/${callId}`;
}
