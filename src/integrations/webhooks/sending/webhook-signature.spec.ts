import { Webhook } from 'standardwebhooks';
import { messageIdOf, webhookBody } from '../webhook-events';
import { newWebhookSecret, signedHeaders } from './webhook-signature';

const MOMENT = new Date();
const messageId = messageIdOf('0197F0a1-1111-7222-8333-444455556666');
const body = webhookBody('lead.qualified', MOMENT, { leadId: 'سارة', score: 1 });

describe('a signature', () => {
  it('is the one of the standard', () => {
    const secret = newWebhookSecret();
    const headers = signedHeaders([secret], { messageId, moment: MOMENT, body });
    expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(messageId, MOMENT, body));
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('is there for each secret, so that either verifies', () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const headers = signedHeaders(secrets, { messageId, moment: MOMENT, body });
    for (const secret of secrets) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
  });

  it.each([
    ['another body', { body: `${body} ` }],
    ['another id', { messageId: messageIdOf('0197f0a1-1111-7222-8333-444455556667') }],
    ['another moment', { moment: new Date(MOMENT.getTime() + 1_000) }],
  ])('is none of %s', (_, change) => {
    const secret = newWebhookSecret();
    const headers = signedHeaders([secret], { messageId, moment: MOMENT, body });
    const other = signedHeaders([secret], { messageId, moment: MOMENT, body, ...change });
    expect(other['webhook-signature']).not.toBe(headers['webhook-signature']);
  });

  it.each([-301_000, 305_000])('of a moment %d ms away is refused by receivers', (ms) => {
    const secret = newWebhookSecret();
    const headers = signedHeaders([secret], { messageId, moment: new Date(Date.now() + ms), body });
    expect(() => new Webhook(secret).verify(body, headers)).toThrow(/timestamp too/);
  });
});

it('secrets are 32 random bytes, ids hold no separator', () => {
  expect(newWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newWebhookSecret()).not.toBe(newWebhookSecret());
  expect(messageId).toBe('msg_0197f0a1111172228333444455556666');
});
