import { v7 as uuidv7 } from 'uuid';
import type { HealthyTenant } from './healthy-data';

type Run = (text: string, parameters?: readonly unknown[]) => Promise<unknown>;

/** The person who qualified was put through to a colleague, who has hung up since; one more would have been rung. */
export async function insertHealthyTransfer(run: Run, { cases }: HealthyTenant, index: number): Promise<void> {
  const [transfer, leg, spare, ben, eva] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  for (const [position, target] of [
    [1, ben],
    [2, eva],
  ]) {
    await run(
      `insert into transfer_targets (tenant_id, id, name, phone, position, created_at, updated_at)
       values ($tenant, $1, 'Ben', $2, $3, '2026-07-01Z', '2026-07-01Z')`,
      [target, `+1646555${1000 * (index + 1) + Number(position)}`, position],
    );
  }
  await run(
    `insert into transfers (tenant_id, id, call_id, reason, summary, language, requested_by, call_seconds, act_at, created_at, updated_at)
     values ($tenant, $1, $2, 'asked', 'Somebody asks for a person.', 'en-US', 'test', 600, $now, '2026-07-07T18:01Z', $now)`,
    [transfer, cases.qualified.call],
  );
  for (const [position, id, target] of [
    [1, leg, ben],
    [2, spare, eva],
  ]) {
    await run(
      `insert into transfer_legs (tenant_id, id, transfer_id, target_id, position, phone, from_number, ring_timeout_seconds, max_call_seconds,
         created_at, updated_at)
       select $tenant, $1, $2, id, $3, phone, '+12125550100', 20, 7200, '2026-07-07T18:01Z', $now from transfer_targets where id = $4`,
      [id, transfer, position, target],
    );
  }
  await taken(run, transfer, leg);
  await run(`update transfer_legs set status = 'CANCELED', skipped = 'NOT_NEEDED', ended_at = $now where id = $1`, [
    spare,
  ]);
  await run(`update transfers set state = 'ENDED', ended_at = $now, act_at = null where id = $1`, [transfer]);
}

async function taken(run: Run, transfer: string, leg: string): Promise<void> {
  await run(`update transfers set state = 'HOLDING' where id = $1`, [transfer]);
  await run(
    `update transfer_legs set status = 'DIALING', allowed_at = '2026-07-07T18:01:05Z', dial_started_at = '2026-07-07T18:01:05Z',
       look_at = $now where id = $1`,
    [leg],
  );
  await run(`update transfers set state = 'RINGING' where id = $1`, [transfer]);
  await run(
    `update transfer_legs set status = 'IN_PROGRESS', provider_call_id = 'CA' || id, answered_at = '2026-07-07T18:01:15Z' where id = $1`,
    [leg],
  );
  await run(`update transfers set state = 'ASKING' where id = $1`, [transfer]);
  await run(`update transfer_legs set verdict = 'ACCEPTED', verdict_at = '2026-07-07T18:01:25Z' where id = $1`, [leg]);
  await run(
    `update transfers set state = 'CONNECTED', result = 'CONNECTED', settled_at = '2026-07-07T18:01:25Z', connected_at = '2026-07-07T18:01:25Z',
       leg_id = $2 where id = $1`,
    [transfer, leg],
  );
  await run(`update transfer_legs set status = 'COMPLETED', ended_at = $now, look_at = null where id = $1`, [leg]);
}
