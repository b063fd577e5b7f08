import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new secret as Standard Webhooks writes it. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** What is signed: the parts as they are sent. */
export interface SignedParts {
  readonly messageId: string;
  readonly moment: Date;
  readonly body: string;
}

/** Headers of one attempt by Standard Webhooks v1: one signature for each secret that is good now. */
export function signedHeaders(secrets: readonly string[], { messageId, moment, body }: SignedParts) {
  const timestamp = String(Math.floor(moment.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
