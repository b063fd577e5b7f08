import { z } from 'zod';
import { asJudge, type BrokenInvariant, type Invariant, judge } from './judge';

const ledgerSchema = z.object({
  forgotten: z.number(),
  calls: z.array(
    z.object({
      sid: z.string(),
      to: z.string(),
      createdAt: z.string(),
      /** When it left the carrier's queue. */
      startedAt: z.string().nullable(),
      endedAt: z.string().nullable(),
      status: z.string(),
      url: z.string().nullable(),
    }),
  ),
});

/** The carrier's own book of what it dialed: the only judge of what our tables say about it. */
export type CarrierLedger = z.infer<typeof ledgerSchema>;

export interface LedgerOptions {
  /** What the program's clock showed at a moment of the carrier's clock; without it both show the same. */
  readonly programClock?: (moment: Date) => Date;
  /** Calls of ours queued before this moment of the program's clock are not asked about: another carrier's book has them. */
  readonly since?: Date;
}

/** @throws Error when the emulator's answer is not a ledger, or no longer whole. */
export function parseLedger(body: unknown): CarrierLedger {
  const ledger = ledgerSchema.parse(body);
  if (ledger.forgotten > 0) throw new Error(`The carrier's ledger has forgotten ${ledger.forgotten} calls.`);
  return ledger;
}

const COLLEAGUE = /\/webhooks\/twilio\/transfer\/leg\/([0-9a-f-]{36})\/([0-9a-f-]{36})(?:#|$)/i;
const ATTEMPT = /\/webhooks\/twilio\/voice\/([0-9a-f-]{36})\/([0-9a-f-]{36})\//i;

/** The attempt a carrier call was made for, out of the address it calls back; undefined when it names none. */
export function attemptOf(url: string | null): { tenantId: string; callId: string } | undefined {
  const [, tenantId, callId] = ATTEMPT.exec(url ?? '') ?? [];
  return tenantId && callId ? { tenantId, callId } : undefined;
}

/** The call to a colleague a carrier call was made for: it has an address of its own, so that no call to a lead passes for one. */
export function legOf(url: string | null): { tenantId: string; legId: string } | undefined {
  const [, tenantId, legId] = COLLEAGUE.exec(url ?? '') ?? [];
  return tenantId && legId ? { tenantId, legId } : undefined;
}

/**
 * Compares the carrier's book with the calls table. Take the ledger first and this snapshot afterwards, while nothing is being
 * dialed: a call begun in between is in one of them only.
 */
export async function brokenCarrierLedger(
  ownerUrl: string,
  ledger: CarrierLedger,
  options: LedgerOptions = {},
): Promise<BrokenInvariant[]> {
  const { programClock = (moment: Date) => moment, since = new Date(0) } = options;
  const shown = (moment: string | null): string | null =>
    moment === null ? null : programClock(new Date(moment)).toISOString();
  const book = ledger.calls.map(({ sid, to, createdAt, startedAt, endedAt, url }) => ({
    sid,
    to,
    createdAt: shown(createdAt),
    startedAt: shown(startedAt),
    endedAt: shown(endedAt),
    ...attemptOf(url),
    ...legOf(url),
  }));
  return asJudge(ownerUrl, async (client) => {
    await client.query(`select set_config('ledger.calls', $1, true), set_config('ledger.since', $2, true)`, [
      JSON.stringify(book),
      since.toISOString(),
    ]);
    return judge(client, LEDGER_CHECKS);
  });
}

/** The book as rows. */
const BOOK = /* sql */ `
with carrier as (
  select sid, "to", "tenantId" as tenant_id, "callId" as call_id, "legId" as leg_id, "createdAt" as created_at, "startedAt" as started_at, coalesce("endedAt", 'infinity') as ended_at
  from jsonb_to_recordset(current_setting('ledger.calls')::jsonb)
    as book (sid text, "to" text, "tenantId" uuid, "callId" uuid, "legId" uuid, "createdAt" timestamptz, "startedAt" timestamptz, "endedAt" timestamptz)
)`;

export const LEDGER_CHECKS: readonly Invariant[] = [
  {
    name: 'carrier/no-call-we-do-not-know',
    sql: `${BOOK} select k.sid, k.tenant_id, k.call_id from carrier k left join calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
      where c.id is null and k.leg_id is null`,
  },
  {
    name: 'carrier/no-colleague-rung-that-we-do-not-know',
    // To the very number that was allowed, which is no lead's.
    sql: `${BOOK} select k.sid, k.tenant_id, k.leg_id from carrier k
      left join transfer_legs l on l.tenant_id = k.tenant_id and l.id = k.leg_id and l.phone = k."to" and l.allowed_at is not null
      where k.leg_id is not null and l.id is null`,
  },
  {
    name: 'carrier/one-call-per-leg',
    sql: `${BOOK} select tenant_id, leg_id, array_agg(sid) as sids from carrier where leg_id is not null group by tenant_id, leg_id having count(*) > 1`,
  },
  {
    name: 'carrier/knows-every-colleague-we-say-it-rang',
    sql: `${BOOK} select l.tenant_id, l.id as leg_id, l.provider_call_id
      from transfer_legs l left join carrier k on k.sid = l.provider_call_id and k.tenant_id = l.tenant_id and k.leg_id = l.id
      where l.provider_call_id is not null and l.created_at >= current_setting('ledger.since')::timestamptz and k.sid is null`,
  },
  {
    name: 'carrier/one-call-per-attempt',
    sql: `${BOOK} select tenant_id, call_id, array_agg(sid) as sids from carrier where call_id is not null group by tenant_id, call_id having count(*) > 1`,
  },
  {
    name: 'carrier/no-overlapping-calls-to-one-number',
    sql: `${BOOK} select a.sid, b.sid as other from carrier a join carrier b
      on b.tenant_id is not distinct from a.tenant_id and b."to" = a."to" and b.sid <> a.sid
      and (b.created_at, b.sid) > (a.created_at, a.sid) and b.created_at < a.ended_at`,
  },
  {
    name: 'carrier/nothing-dialed-that-we-call-not-placed',
    // What we had canceled in the carrier's queue was never dialed.
    sql: `${BOOK} select k.sid, c.tenant_id, c.id as call_id from carrier k join calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
      where c.dial_started_at is null or (c.not_placed and not (c.stop_requested_at is not null and k.started_at is null and k.ended_at < 'infinity'))`,
  },
  {
    name: 'carrier/dialed-inside-the-window',
    sql: `${BOOK} select k.sid, c.tenant_id, c.id as call_id, k.created_at, c.zone_key
      from carrier k
      join calls c on c.tenant_id = k.tenant_id and c.id = k.call_id
      join dial_zones z on z.tenant_id = c.tenant_id and z.zone_key = c.zone_key
      where exists (
        select 1 from unnest(z.time_zones) as zone
        where (k.created_at at time zone zone)::time < time '08:00' or (k.created_at at time zone zone)::time >= time '21:00'
      )`,
  },
  {
    name: 'carrier/knows-every-call-we-say-it-took',
    sql: `${BOOK} select c.tenant_id, c.id as call_id, c.provider_call_id
      from calls c left join carrier k on k.sid = c.provider_call_id and k.tenant_id = c.tenant_id and k.call_id = c.id
      where c.provider_call_id is not null and c.queued_at >= current_setting('ledger.since')::timestamptz and k.sid is null`,
  },
];
