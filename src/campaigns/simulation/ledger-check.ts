import { DateTime, FixedOffsetZone } from 'luxon';
import type { CallingWindows } from '../../compliance/calling-window';
import { CLOCK_CHANGES } from '../../compliance/zone-clock';
import { clocksOf, type RuleRows } from './rule-rows';
import type { Ledger, LedgerCall } from './ledger';
import type { Scenario, SimulatedLead } from './scenario';

/** Calls that broke a promise. */
export interface Violation {
  readonly promise: Promised;
  readonly calls: number;
  /** Place of the lead and moment of the first of them. */
  readonly first: { readonly lead: number; readonly dialedAt: string };
}

export type Promised =
  | 'INSIDE_THE_HOURS'
  | 'ATTEMPTS_WITHIN_THE_CAP'
  | 'ATTEMPTS_WITHIN_THE_DAY_CAP'
  | 'ONE_LIVE_CALL_PER_PHONE'
  | 'NO_CALL_AFTER_OPT_OUT'
  | 'NO_CALL_WITHOUT_CONSENT'
  | 'CALLS_AT_ONCE_WITHIN_THE_LIMIT'
  | 'CALLS_PER_SECOND_WITHIN_THE_RATE'
  | 'CALLS_PER_DAY_WITHIN_THE_LIMIT';

interface Facts {
  readonly scenario: Scenario;
  readonly leads: readonly SimulatedLead[];
  readonly rows: RuleRows;
}

type Check = (calls: readonly LedgerCall[], facts: Facts) => readonly LedgerCall[];

const HOUR_MS = 60 * 60_000;
/** Starts may catch up by this much after a pause. */
const CATCHING_UP_SECONDS = 0.25;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * Judges a ledger by its rows alone. It shares no code with what decided: local time is luxon's, the hours are read from the raw rows
 * of the rule file and the policies of the scenario, all else is counted anew.
 */
export function violationsOf(ledger: Ledger, facts: Facts): Violation[] {
  return Object.entries(CHECKS).flatMap(([promise, check]) => {
    const broken = check(ledger.calls, facts);
    const [first] = broken;
    if (!first) return [];
    const { lead, dialedAt } = first;
    const found = { calls: broken.length, first: { lead, dialedAt: new Date(dialedAt).toISOString() } };
    return [{ promise: promise as Promised, ...found }];
  });
}

const CHECKS: Readonly<Record<Promised, Check>> = {
  INSIDE_THE_HOURS: (calls, facts) =>
    calls.filter((call) => {
      const ringsUntil = (call.pickedUpAt ?? call.endedAt) - 1;
      return ![call.dialedAt, ringsUntil].every((at) => isInsideTheHours(call.lead, at, facts));
    }),
  ATTEMPTS_WITHIN_THE_CAP: (calls, { scenario, leads }) =>
    [...byLead(calls).values()].flatMap((own) =>
      own.filter(({ lead, promised }, index) => {
        const nth = index + 1 + (leads[lead]?.standing?.attempts ?? 0);
        return nth > scenario.campaign.maxAttempts + (promised ? 1 : 0);
      }),
    ),
  ATTEMPTS_WITHIN_THE_DAY_CAP: (calls, { scenario, rows }) =>
    [...byLead(calls).values()].flatMap((own) => {
      const cap = Math.min(rows.dayCap, scenario.company.narrowing.maxAttemptsPer24h ?? Infinity);
      return own.filter((call, index) => {
        const first = own[index - cap];
        return first !== undefined && call.dialedAt - first.dialedAt < 24 * HOUR_MS;
      });
    }),
  ONE_LIVE_CALL_PER_PHONE: (calls) =>
    [...byLead(calls).values()].flatMap((own) =>
      own.filter((call, index) => call.dialedAt < (own[index - 1]?.endedAt ?? 0)),
    ),
  NO_CALL_AFTER_OPT_OUT: (calls, { leads }) =>
    [...byLead(calls).values()].flatMap((own) => {
      const out = own.findIndex(({ outcome }) => outcome === 'OPTED_OUT');
      const [first] = own;
      if (first && leads[first.lead]?.internalDncAt) return own;
      return out < 0 ? [] : own.slice(out + 1);
    }),
  NO_CALL_WITHOUT_CONSENT: (calls, { scenario, leads }) =>
    scenario.campaign.purpose === 'MARKETING' ? calls.filter((call) => !hasConsent(call, leads)) : [],
  CALLS_AT_ONCE_WITHIN_THE_LIMIT: aboveTheLimit,
  CALLS_PER_SECOND_WITHIN_THE_RATE: (calls, { scenario }) => {
    const most = Math.floor(scenario.carrier.callsPerSecond * (1 + CATCHING_UP_SECONDS)) + 1;
    return calls.filter((call, index) => call.dialedAt - (calls[index - most]?.dialedAt ?? -Infinity) < 1_000);
  },
  CALLS_PER_DAY_WITHIN_THE_LIMIT: (calls, { scenario }) => {
    const { company, campaign } = scenario;
    const most = Math.min(campaign.dailyCallLimit, company.dailyCallLimit ?? Infinity);
    const days = new Map<string, number>();
    return calls.filter(({ dialedAt }) => {
      const day = DateTime.fromMillis(dialedAt, { zone: company.timeZone }).toISODate() ?? '';
      days.set(day, (days.get(day) ?? 0) + 1);
      return (days.get(day) ?? 0) > most;
    });
  },
};

/** On every clock the person may live by, under every row that claims them, and within the hours of company and campaign. */
function isInsideTheHours(lead: number, at: number, { scenario, leads, rows }: Facts): boolean {
  const person = leads[lead];
  const { timeZones, jurisdictions } = person ? clocksOf(person, rows) : { timeZones: [], jurisdictions: [] };
  // What sells nothing keeps the hours of the country alone.
  const binding = jurisdictions.filter((id) => scenario.campaign.purpose === 'MARKETING' || !id.includes('-'));
  const own = [scenario.company.narrowing.windows ?? {}, scenario.campaign.windows];
  return (
    timeZones.length > 0 &&
    timeZones.every((zone) => {
      const local = localTime(at, zone);
      const lawful = binding.flatMap((id) => rows.windowsOn(id, local.toISODate() ?? ''));
      const closed = scenario.company.narrowing.closedDates?.includes(local.toISODate() ?? '') ?? false;
      return !closed && [...lawful, ...own].every((windows) => isWithin(local, windows));
    })
  );
}

/** Law that is younger than the zone tables of the runtime stands above them. */
function localTime(at: number, zone: string): DateTime {
  const change = CLOCK_CHANGES.get(zone);
  const isNewer = change && at >= change.from && (process.versions.tz ?? '') < change.release;
  return DateTime.fromMillis(at, { zone: isNewer ? FixedOffsetZone.instance(change.minutes) : zone });
}

function isWithin(local: DateTime, windows: CallingWindows): boolean {
  const day = WEEKDAYS[local.weekday - 1] ?? 'mon';
  const window = windows[day];
  if (window === undefined) return true;
  const clock = local.toFormat('HH:mm');
  return window !== null && clock >= window[0] && clock < window[1];
}

function hasConsent({ lead, dialedAt }: LedgerCall, leads: readonly SimulatedLead[]): boolean {
  const { consents, revocations } = leads[lead] ?? { consents: [], revocations: [] };
  const since = Math.max(...revocations.map(({ at }) => at.getTime()), -Infinity);
  return consents.some(
    ({ type, channels, obtainedAt, expiresAt, reoptInAt }) =>
      type === 'PEWC' &&
      channels.includes('AI_VOICE') &&
      (reoptInAt ?? obtainedAt).getTime() > since &&
      (expiresAt?.getTime() ?? Infinity) > dialedAt,
  );
}

function aboveTheLimit(calls: readonly LedgerCall[], { scenario }: Facts): LedgerCall[] {
  const { campaign, company, carrier } = scenario;
  const most = Math.min(campaign.maxConcurrentCalls, company.maxConcurrentCalls, carrier.concurrentCalls ?? Infinity);
  const ends = calls.map(({ endedAt }) => endedAt).sort((one, other) => one - other);
  let over = 0;
  return calls.filter(({ dialedAt }, index) => {
    while ((ends[over] ?? Infinity) <= dialedAt) over += 1;
    return index + 1 - over > most;
  });
}

function byLead(calls: readonly LedgerCall[]): Map<number, LedgerCall[]> {
  const own = new Map<number, LedgerCall[]>();
  for (const call of calls) {
    const list = own.get(call.lead);
    if (list) list.push(call);
    else own.set(call.lead, [call]);
  }
  return own;
}
