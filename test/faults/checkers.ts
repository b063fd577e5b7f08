import { z } from 'zod';
import { attemptOf } from '../../src/demo/carrier-ledger';
import type { Run } from './run';

const modelState = z.object({ model: z.object({ inputTokens: z.number(), outputTokens: z.number() }) });

/** The three checkers over what has happened, after everything is quiet. @returns calls of the carrier beyond one per attempt. */
export async function checkHistories(run: Run): Promise<number> {
  await checkQueue(run);
  await checkBank(run);
  return checkUnique(run);
}

/** Total queue: who was put in has come out, with a reason, and nobody else. */
async function checkQueue(run: Run): Promise<void> {
  for (const [tenantId, people] of run.people) {
    const [row] = await run.world.sql<{ all: number; ended: number; reasoned: number; waiting: number }>(
      `select count(*)::int as all, count(*) filter (where state not in ('WAITING', 'IN_FLIGHT', 'WRAP_UP'))::int as ended,
         count(*) filter (where end_reason is not null)::int as reasoned,
         count(*) filter (where state = 'WAITING' and due_at is not null)::int as waiting
       from enrolments where tenant_id = $1`,
      [tenantId],
    );
    const waiting = run.row.leavesPeople ? (row?.waiting ?? 0) : 0;
    if (row?.all !== people || row.ended + waiting !== people || row.reasoned !== row.ended)
      run.violate('checker/total-queue', { people, ...row });
  }
}

/** Bank: what the model's vendor has counted is charged, or still held by the reservation of a process that has died. */
async function checkBank(run: Run): Promise<void> {
  const { model } = modelState.parse(await run.world.emulator.process.state());
  const [row] = await run.world.sql<{ charged: number; held: number }>(
    `select (select coalesce(sum(tokens), 0) from usage_entries)::float8 as charged,
       (select coalesce(sum(amount), 0) from token_reservations where state = 'HELD')::float8 as held`,
  );
  const counted = model.inputTokens + model.outputTokens;
  if (!row || row.charged + row.held < counted) run.violate('checker/bank', { ...row, counted });
}

/** Unique: at most one call of the carrier and one conversation for each attempt. */
async function checkUnique(run: Run): Promise<number> {
  const calls = await run.world.emulator.calls();
  const [placed, spoken] = [new Map<string, number>(), new Map<string, number>()];
  for (const call of calls) {
    const attempt = attemptOf(call.url)?.callId ?? 'none';
    placed.set(attempt, (placed.get(attempt) ?? 0) + 1);
    const talked = call.turns?.some(({ speaker }) => speaker === 'AGENT') ?? false;
    if (talked) spoken.set(attempt, (spoken.get(attempt) ?? 0) + 1);
  }
  const doubles = [...spoken].filter(([, times]) => times > 1);
  if (doubles.length > 0) run.violate('checker/one-conversation-per-attempt', doubles.slice(0, 3), doubles.length);
  return calls.length - placed.size;
}
