import type { Plant } from './plants';

/** Ways the promises about callers who are put through can break. */
export const TRANSFER_PLANTS: readonly Plant[] = [
  {
    invariant: 'colleague-rung-allowed-first',
    what: 'nobody was asked',
    statements: () => ["update transfer_legs set allowed_at = null where status = 'COMPLETED'"],
  },
  {
    invariant: 'colleague-rung-allowed-first',
    what: 'a stale yes',
    statements: () => [
      "update transfer_legs set allowed_at = allowed_at - interval '61 seconds' where status = 'COMPLETED'",
    ],
  },
  {
    invariant: 'colleague-rung-allowed-first',
    what: 'somebody who was taken off the list',
    statements: () => ["update transfer_targets set removed_at = '2026-07-07T18:00:00Z'"],
  },
  {
    invariant: 'colleague-rung-allowed-first',
    what: 'somebody who wants no contact',
    statements: ({ cases }) => [
      `update suppressions set phone = (select phone from transfer_legs limit 1), added_at = '2026-07-07T17:00Z' where phone = '${cases.optedOut.phone}'`,
    ],
  },
  {
    invariant: 'colleague-rung-allowed-first',
    what: 'somebody the whole platform may not call',
    statements: ({ cases }) => [
      `insert into platform_suppressions (id, phone, reason, source, added_at, added_by)
       select '${cases.retry.call}', phone, 'asked', 'MANUAL', '2026-07-01T00:00:00Z', 'test' from transfer_legs limit 1`,
    ],
  },
  {
    invariant: 'no-transfer-is-forgotten',
    what: 'a caller nobody looks after',
    statements: () => [open("'HOLDING'", "act_at = '2026-07-07T18:01:59Z', created_at = '2026-07-07T18:01:00Z'")],
  },
  {
    invariant: 'no-transfer-is-forgotten',
    what: 'a caller who waits for ten minutes',
    statements: () => [open("'RINGING'", "act_at = '2026-07-07T18:04:00Z', created_at = '2026-07-07T17:53:59Z'")],
  },
  {
    invariant: 'no-transfer-is-forgotten',
    what: 'a phone that rings for nobody',
    statements: () => [
      "update transfer_legs set status = 'RINGING', ended_at = null, look_at = '2026-07-07T18:04:00Z' where verdict = 'ACCEPTED'",
      "update transfers set ended_at = '2026-07-07T18:01:59Z'",
    ],
  },
  {
    invariant: 'no-transfer-is-forgotten',
    what: 'a phone nobody means to look at',
    statements: () => [
      "update transfer_legs set status = 'RINGING', ended_at = null, look_at = null where verdict = 'ACCEPTED'",
    ],
  },
  {
    invariant: 'transfer-follows-its-call',
    what: 'a room kept open for a call that is over',
    statements: () => [
      open("'CONNECTED'", "act_at = '2026-07-07T18:04:00Z'"),
      "update calls set ended_at = '2026-07-07T18:02:00Z' where id in (select call_id from transfers)",
    ],
  },
  {
    invariant: 'connected-transfer-has-one-colleague',
    what: 'connected to nobody',
    statements: () => ["update transfer_legs set verdict = 'DECLINED' where verdict = 'ACCEPTED'"],
  },
  {
    invariant: 'connected-transfer-has-one-colleague',
    what: 'two who accepted',
    statements: () => [
      'drop index transfer_legs_one_accepted',
      `insert into transfer_legs select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'position', 3, 'provider_call_id', null))).*
       from transfer_legs l where l.verdict = 'ACCEPTED'`,
    ],
  },
  {
    invariant: 'connected-transfer-has-one-colleague',
    what: 'one who accepted without having picked up',
    statements: () => ['update transfer_legs set answered_at = null'],
  },
  {
    invariant: 'colleague-rung-once-at-a-time',
    what: 'one phone on two lines',
    statements: () => [
      'drop index transfer_legs_one_live_per_phone',
      'drop index transfer_legs_one_wanted',
      "update transfer_legs set status = 'RINGING', ended_at = null where verdict = 'ACCEPTED'",
      'drop index transfer_legs_one_accepted',
      `insert into transfer_legs select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'position', 3, 'provider_call_id', null))).*
       from transfer_legs l where l.verdict = 'ACCEPTED'`,
    ],
  },
  {
    invariant: 'colleague-rung-once-at-a-time',
    what: 'the call of a lead taken for that of a colleague',
    statements: ({ cases }) => [
      `update transfer_legs set provider_call_id = 'CA' || '${cases.qualified.call}' where id = (select id from transfer_legs order by id limit 1)`,
    ],
  },
  {
    invariant: 'life-cycles-are-enforced',
    what: 'a trigger of transfers dropped',
    statements: () => ['drop trigger transfer_legs_life_cycle on transfer_legs'],
  },
];

/** The healthy transfers, open again. */
function open(state: string, change: string): string {
  return `update transfers set state = ${state}, ended_at = null, ${change}`;
}
