import type { WebhookEndpoint } from '../../webhooks/endpoints/webhook-endpoint.entity';
import { escaped, type WrittenMail } from './escalation-mail';

const WHY = {
  GONE: 'It answered that there is nobody any more (410).',
  ONLY_FAILURES: 'For five days nothing has arrived.',
  BY_HAND: 'Somebody of the company switched it off.',
} as const;

/** The mail about an endpoint that hears nothing any more. Of its address only the host: the rest may hold a secret. */
export function webhookMail({ id, url, disabledBecause, failingSince }: WebhookEndpoint): WrittenMail {
  const host = new URL(url).host;
  const lines = [
    `Nothing is sent to the webhook endpoint at ${host} any more.`,
    ...(disabledBecause ? [WHY[disabledBecause]] : []),
    ...(failingSince ? [`First failure: ${failingSince.toISOString()}`] : []),
    `Switch it on again with updateWebhookEndpoint (${id}); what was not delivered can be replayed.`,
  ];
  return {
    subject: `Webhooks switched off: ${host}`.slice(0, 200),
    text: lines.join('\n'),
    html: [
      '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"></head><body>',
      ...lines.map((line) => `<p>${escaped(line)}</p>`),
      '</body></html>',
    ].join('\n'),
  };
}
