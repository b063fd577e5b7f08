import { DateTime } from 'luxon';
import { type CallOutcome, CALL_OUTCOMES } from '../../calls/call-outcome';
import { costMicros, PRICE_CURRENCY } from '../../usage/pricing/model-cost';
import { totalTokens } from '../../usage/model-usage';
import type { Ledger, LedgerCall, LedgerLead } from './ledger';
import type { Violation } from './ledger-check';
import type { Scenario } from './scenario';

type Counts = Readonly<Record<string, number>>;

/** What a simulated campaign came to. Holds no phone number and no name of a person; the same for the same scenario, byte for byte. */
export interface SimulationReport {
  readonly name: string;
  readonly seed: number;
  readonly rulesVersion: string;
  readonly startedAt: string;
  /** When the last call ended, ISO 8601; null when nobody was called. */
  readonly finishedAt: string | null;
  /** True when nobody waits any more. */
  readonly isFinished: boolean;
  readonly leads: number;
  /** Leads dialed at least once. */
  readonly called: number;
  /** Leads a person of whom picked up. */
  readonly connected: number;
  readonly calls: number;
  readonly retries: number;
  readonly answeredCalls: number;
  /** Calls by outcome, and leads by why they ended. */
  readonly outcomes: Counts;
  readonly endReasons: Counts;
  /** Leads that were never dialed, by what kept them. */
  readonly neverReached: Counts;
  /** Leads that still wait at the end, by what holds them. */
  readonly waiting: Counts;
  readonly withdrawnCalls: Counts;
  readonly optOuts: number;
  readonly callbacks: { readonly promised: number; readonly kept: number; readonly missed: number };
  readonly callsPerDay: Counts;
  /** By hour of the company's clock. */
  readonly callsPerHour: Counts;
  readonly busiestCallsAtOnce: number;
  /** Longest, and 95 of 100, seconds a due lead waited where it was open. */
  readonly waitSeconds: { readonly p95: number; readonly longest: number };
  readonly agents: Readonly<Record<string, { readonly calls: number; readonly qualified: number }>>;
  readonly tokens: number;
  /** Millionths of the currency. */
  readonly spendMicros: { readonly carrier: number; readonly model: number; readonly total: number };
  readonly currency: string;
  readonly violations: readonly Violation[];
  /** What the figures rest on. */
  readonly basis: readonly string[];
}

const MINUTE_MS = 60_000;

export function reportOf(
  ledger: Ledger,
  scenario: Scenario,
  { violations, rulesVersion }: { violations: readonly Violation[]; rulesVersion: string },
): SimulationReport {
  const { calls, leads } = ledger;
  const called = leads.filter(({ attempts }) => attempts > 0);
  const waiting = leads.filter(({ state }) => state === 'WAITING');
  const last = calls.reduce((end, { endedAt }) => Math.max(end, endedAt), 0);
  return {
    name: scenario.name,
    seed: scenario.seed,
    rulesVersion,
    startedAt: scenario.start.toISOString(),
    finishedAt: calls.length > 0 ? new Date(last).toISOString() : null,
    isFinished: waiting.length === 0,
    leads: leads.length,
    called: called.length,
    connected: leads.filter(({ connected }) => connected).length,
    calls: calls.length,
    retries: calls.length - new Set(calls.map(({ lead }) => lead)).size,
    answeredCalls: calls.filter(({ byPerson }) => byPerson).length,
    outcomes: countsOf(calls, ({ outcome }) => outcome, CALL_OUTCOMES),
    endReasons: countsOf(leads, ({ endReason }) => endReason),
    neverReached: countsOf(leads, whyNever),
    waiting: countsOf(waiting, ({ heldBy }) => heldBy ?? 'NOT_DUE_OR_CLOSED'),
    withdrawnCalls: sorted(ledger.withdrawn),
    optOuts: countOf(calls, 'OPTED_OUT'),
    callbacks: callbacksOf(ledger, scenario),
    ...timesOf(calls, scenario),
    busiestCallsAtOnce: ledger.busiest,
    waitSeconds: waitsOf(calls),
    agents: agentsOf(calls, scenario),
    ...spendOf(calls, scenario),
    violations,
    basis: basisOf(scenario),
  };
}

function whyNever({ state, attempts, endReason, heldBy }: LedgerLead): string | null {
  if (attempts > 0) return null;
  if (state === 'NOT_ENROLLED') return 'NOT_ENROLLED';
  return heldBy ?? endReason ?? 'NOT_DUE_OR_CLOSED';
}

function callbacksOf({ callbacks, calls }: Ledger, { company }: Scenario): SimulationReport['callbacks'] {
  const tolerance = company.callbackToleranceSeconds * 1_000;
  const dialed = new Map<number, number[]>();
  for (const { lead, dialedAt, promised } of calls) {
    if (promised) dialed.set(lead, [...(dialed.get(lead) ?? []), dialedAt]);
  }
  const kept = callbacks.filter(({ lead, promisedAt }) =>
    dialed.get(lead)?.some((at) => at >= promisedAt && at - promisedAt <= tolerance),
  ).length;
  return { promised: callbacks.length, kept, missed: callbacks.length - kept };
}

function timesOf(
  calls: readonly LedgerCall[],
  { company }: Scenario,
): Pick<SimulationReport, 'callsPerDay' | 'callsPerHour'> {
  const local = new Map<number, { day: string; hour: string }>();
  const at = ({ dialedAt }: LedgerCall): { day: string; hour: string } => {
    // Clocks differ from UTC by whole quarters of an hour.
    const quarter = Math.floor(dialedAt / (15 * MINUTE_MS));
    const known = local.get(quarter);
    if (known) return known;
    const time = DateTime.fromMillis(dialedAt, { zone: company.timeZone });
    const fresh = { day: time.toFormat('yyyy-MM-dd'), hour: time.toFormat('HH') };
    local.set(quarter, fresh);
    return fresh;
  };
  return {
    callsPerDay: countsOf(calls, (call) => at(call).day),
    callsPerHour: countsOf(calls, (call) => `${at(call).hour}:00`),
  };
}

function waitsOf(calls: readonly LedgerCall[]): SimulationReport['waitSeconds'] {
  const waits = calls.map(({ waitedMs }) => waitedMs).sort((one, other) => one - other);
  const at = (share: number): number => (waits[Math.ceil(waits.length * share) - 1] ?? 0) / 1_000;
  return { p95: at(0.95), longest: at(1) };
}

function agentsOf(calls: readonly LedgerCall[], { campaign }: Scenario): SimulationReport['agents'] {
  return Object.fromEntries(
    campaign.agents.map(({ id, name }) => {
      const own = calls.filter(({ agentId }) => agentId === id);
      return [name, { calls: own.length, qualified: countOf(own, 'QUALIFIED') }];
    }),
  );
}

/** Minutes begun of answered calls, and answers of models at the price of the day. */
function spendOf(
  calls: readonly LedgerCall[],
  { carrier, model }: Scenario,
): Pick<SimulationReport, 'tokens' | 'spendMicros' | 'currency'> {
  let [minutes, replies, assessments, micros] = [0, 0, 0, 0];
  const prices = new Map<string, { reply: number; assessment: number }>();
  for (const call of calls) {
    if (call.pickedUpAt !== null) minutes += Math.max(1, Math.ceil((call.endedAt - call.pickedUpAt) / MINUTE_MS));
    replies += call.replies;
    assessments += call.assessments;
    const price = priceOn(new Date(call.dialedAt), model, prices);
    micros += call.replies * price.reply + call.assessments * price.assessment;
  }
  const spent = minutes * carrier.microsPerMinute;
  return {
    tokens: replies * totalTokens(model.perReply) + assessments * totalTokens(model.perAssessment),
    spendMicros: { carrier: spent, model: micros, total: spent + micros },
    currency: PRICE_CURRENCY,
  };
}

function priceOn(
  day: Date,
  model: Scenario['model'],
  prices: Map<string, { reply: number; assessment: number }>,
): { reply: number; assessment: number } {
  const key = day.toISOString().slice(0, 10);
  const known = prices.get(key);
  if (known) return known;
  const fresh = {
    reply: costMicros(model.fast, model.perReply, day),
    assessment: costMicros(model.strong, model.perAssessment, day),
  };
  prices.set(key, fresh);
  return fresh;
}

function basisOf({ carrier, model, start, days }: Scenario): string[] {
  return [
    `Carrier: ${carrier.callsPerSecond} calls per second, ${carrier.microsPerMinute} millionths of a US dollar per minute begun of answered calls.`,
    `Models: ${model.fast} speaks (${totalTokens(model.perReply)} tokens per reply), ${model.strong} assesses (${totalTokens(model.perAssessment)} per conversation), at the list prices of each day.`,
    'People: those of the emulator, by the last two digits of the number and the seed; nobody else calls them meanwhile.',
    `Virtual time: at most ${days} days from ${start.toISOString()}; an outcome is known when its call ends, and the carrier never fails.`,
  ];
}

function countOf(calls: readonly LedgerCall[], outcome: CallOutcome): number {
  return calls.filter((call) => call.outcome === outcome).length;
}

/** Without those whose key is null; in order of the keys, so that two reports compare. */
function countsOf<T>(items: readonly T[], keyOf: (item: T) => string | null, order: readonly string[] = []): Counts {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return sorted(counts, order);
}

function sorted(counts: ReadonlyMap<string, number>, order: readonly string[] = []): Counts {
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  const entries = [...counts].sort(
    ([one], [other]) => place(one) - place(other) || (one < other ? -1 : one > other ? 1 : 0),
  );
  return Object.fromEntries(entries);
}
