import type { HealthyTenant } from './healthy-data';
import type { Plant } from './plants';

const ADDED = '2026-07-01T12:00:00Z';
const AGREED = '2026-07-02T12:00:00Z';
const REMOVED = '2026-07-03T12:00:00Z';

/** Somebody who left the do-not-contact list, and the opt-in by which. */
function removal(
  { tenant, cases }: HealthyTenant,
  { agreed = AGREED, type = 'PEWC', phone = cases.fresh.phone, reason = `'signed again'` } = {},
): string[] {
  const optIn = cases.fresh.call;
  return [
    `insert into consents (tenant_id, id, phone, kind, type, reopt_in_at, occurred_at, text_hash, source, evidence_hash, recorded_at, recorded_by)
     values ('${tenant}', '${optIn}', '${phone}', 'GRANT', '${type}', '${agreed}', '${agreed}', '', 'TEST', 'o', '${agreed}', 'test')`,
    `insert into suppressions (tenant_id, id, phone, reason, source, created_by, added_at, removed_at, removed_by, removal_reason, opt_in_id)
     values ('${tenant}', gen_random_uuid(), '${cases.fresh.phone}', 'asked', 'SPOKEN', 'test', '${ADDED}', '${REMOVED}', 'test', ${reason}, '${optIn}')`,
  ];
}

/** A copy of the national list that is in use. */
function list(
  { tenant }: HealthyTenant,
  { id, status = 'COMPLETED', numbers = 1 }: { id: string; status?: string; numbers?: number },
): string[] {
  return [
    `insert into list_imports (tenant_id, id, kind, jurisdiction, as_of, status, imported_by, started_at, updated_at, ended_at)
     values ('${tenant}', '${id}', 'NATIONAL_DNC', 'US', '${ADDED}', '${status}', 'test', '${ADDED}', '${ADDED}',
       case when '${status}' = 'RUNNING' then null else '${ADDED}'::timestamptz end)`,
    `insert into contact_lists (tenant_id, id, kind, jurisdiction, as_of, numbers, imported_at, imported_by, state)
     values ('${tenant}', '${id}', 'NATIONAL_DNC', 'US', '${ADDED}', ${numbers}, '${ADDED}', 'test', 'CURRENT')`,
    `insert into contact_list_numbers (tenant_id, list_id, phone) values ('${tenant}', '${id}', '+12125550199')`,
  ];
}

function plant(invariant: string, what: string, statements: Plant['statements']): Plant {
  return { invariant, what, statements };
}

/** What is sound beside the plants, so that each of them breaks by its flaw alone. */
export const SOUND_LISTS: Plant['statements'] = (own) => [...removal(own), ...list(own, { id: own.cases.retry.call })];

export const LIST_PLANTS: readonly Plant[] = [
  plant('suppressions-end-by-opt-in', 'an opt-in given before the entry', (own) =>
    removal(own, { agreed: '2026-06-30T12:00:00Z' }),
  ),
  plant('suppressions-end-by-opt-in', 'an opt-in given after the removal', (own) =>
    removal(own, { agreed: '2026-07-04T12:00:00Z' }),
  ),
  plant('suppressions-end-by-opt-in', 'spoken consent', (own) => removal(own, { type: 'PEC' })),
  plant('suppressions-end-by-opt-in', 'the opt-in of somebody else', (own) =>
    removal(own, { phone: own.cases.retry.phone }),
  ),
  plant('suppressions-end-by-opt-in', 'no reason', (own) => removal(own, { reason: 'null' })),
  plant('suppressions-end-by-opt-in', 'an entry that simply ended', ({ cases }) => [
    `update suppressions set removed_at = '2026-07-08T00:00:00Z' where phone = '${cases.optedOut.phone}'`,
  ]),
  plant('lists-in-use-are-whole', 'a file that is still being read', (own) =>
    list(own, { id: own.cases.retry.call, status: 'RUNNING' }),
  ),
  plant('lists-in-use-are-whole', 'a file that broke off', (own) =>
    list(own, { id: own.cases.retry.call, status: 'FAILED' }),
  ),
  plant('lists-in-use-are-whole', 'a number that got lost', (own) =>
    list(own, { id: own.cases.retry.call, numbers: 2 }),
  ),
  plant('lists-in-use-are-whole', 'two of one kind', (own) => [
    'drop index contact_lists_current',
    ...list(own, { id: own.cases.retry.call }),
    ...list(own, { id: own.cases.dialing.call }),
  ]),
];
