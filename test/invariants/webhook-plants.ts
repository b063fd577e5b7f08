import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

const WHEN = '2026-07-07T18:00:00Z';

/** Ways in which programs of companies may wait for news in vain. */
export const WEBHOOK_PLANTS: readonly Plant[] = [
  plant('due, and nobody looked', `due_at = '2026-07-07T17:50:00Z'`),
  plant('taken by who died', `due_at = '2026-07-07T17:40:00Z'`, `lease_until = '2026-07-07T17:45:00Z'`),
  plant('throttled once', `due_at = '2026-07-07T17:40:00Z'`, `throttled_until = '2026-07-07T17:45:00Z'`),
  plant(
    'for an endpoint that is off',
    `due_at = '2026-07-08T17:40:00Z'`,
    `status = 'DISABLED', disabled_because = 'GONE'`,
  ),
  plant('for an endpoint that is gone', `due_at = '2026-07-08T17:40:00Z'`, `status = 'REMOVED', secret = null`),
];

/** Deliveries that wait with good reason. */
export const SOUND_WEBHOOKS = ({ tenant }: HealthyTenant): readonly string[] => [
  ...delivery(tenant),
  `update webhook_deliveries set due_at = '2026-07-07T17:00:00Z' where tenant_id = '${tenant}'`,
  `update webhook_endpoints set attended_at = '2026-07-07T18:01:00Z' where tenant_id = '${tenant}'`,
];

function plant(what: string, due: string, endpoint = 'updated_at = created_at'): Plant {
  return {
    invariant: 'no-webhook-is-forgotten',
    what,
    statements: ({ tenant }) => [
      ...delivery(tenant),
      `update webhook_deliveries set ${due} where tenant_id = '${tenant}'`,
      `update webhook_endpoints set ${endpoint} where tenant_id = '${tenant}'`,
    ],
  };
}

function delivery(tenant: string): string[] {
  return [
    `insert into webhook_endpoints (tenant_id, id, url, events, secret, created_at, updated_at)
     values ('${tenant}', gen_random_uuid(), 'https://hooks.acme.example/', '{ticket.moved}', 'sealed', '${WHEN}', '${WHEN}')`,
    `insert into webhook_deliveries (tenant_id, id, endpoint_id, message_id, event, body, due_at, created_at)
     select tenant_id, gen_random_uuid(), id, 'msg_' || replace(id::text, '-', ''), 'ticket.moved', '{}', '${WHEN}', '${WHEN}'
     from webhook_endpoints where tenant_id = '${tenant}'`,
  ];
}
