import type { WebhookEndpoint } from '../../webhooks/endpoints/webhook-endpoint.entity';
import { webhookMail } from './webhook-mail';

it('the mail about an endpoint names its host, why, and nothing that may be secret', () => {
  const endpoint = {
    id: '0197f0a1-1111-7222-8333-444455556666',
    url: 'https://hooks.acme.example/in/T0P/S3CRET?token=hidden',
    disabledBecause: 'ONLY_FAILURES',
    failingSince: new Date('2026-11-15T09:00:00Z'),
  } as WebhookEndpoint;
  const mail = webhookMail(endpoint);
  expect(mail.subject).toBe('Webhooks switched off: hooks.acme.example');
  expect(mail.text).toContain('For five days nothing has arrived.');
  expect(mail.text).toContain('2026-11-15T09:00:00.000Z');
  expect(JSON.stringify(mail)).not.toMatch(/S3CRET|hidden/);
});
