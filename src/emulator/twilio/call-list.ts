import { callStatuses, type CallRecord } from '../ledger/call-record';
import type { Ledger } from '../ledger/ledger';
import { callResource } from './call-resource';
import { RestError } from './rest-error';

type Test = (call: CallRecord) => boolean;

/** Filters whose values are UTC dates, as query key and the moment they look at. */
const dated: readonly (readonly [string, (call: CallRecord) => number | null])[] = [
  ['StartTime', (call) => call.startedAt],
  ['EndTime', (call) => call.endedAt],
];

/** One page of `GET Calls.json`, newest call first. */
export function callList(
  ledger: Ledger,
  accountSid: string,
  query: URLSearchParams,
  omits: (call: CallRecord) => boolean = () => false,
): Record<string, unknown> {
  const pageSize = size(query);
  const tests = filters(query);
  const shown = visible(ledger, query)
    .filter((call) => call.accountSid === accountSid && tests.every((test) => test(call)) && !omits(call))
    .reverse();
  const start = startOf(shown, query);
  const page = shown.slice(start, start + pageSize);
  const number = Number(query.get('Page') ?? '0') || 0;
  const last = page[page.length - 1];
  const more = start + pageSize < shown.length;
  const path = `/2010-04-01/Accounts/${accountSid}/Calls.json`;
  const link = (index: number, after: CallRecord | undefined): string => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(pageSize));
    params.set('Page', String(index));
    params.delete('PageToken');
    if (after) params.set('PageToken', `PA${after.sid}`);
    return `${path}?${params.toString()}`;
  };
  return {
    calls: page.map(callResource),
    page: number,
    page_size: pageSize,
    start,
    end: Math.max(start, start + page.length - 1),
    uri: link(number, shown[start - 1]),
    first_page_uri: link(0, undefined),
    next_page_uri: more ? link(number + 1, last) : null,
    previous_page_uri: number > 0 ? link(number - 1, shown[start - pageSize - 1]) : null,
  };
}

function visible(ledger: Ledger, query: URLSearchParams): CallRecord[] {
  const to = query.get('To');
  const now = Date.now();
  return [...(to ? ledger.to(to) : ledger.all())].filter((call) => call.visibleAt <= now);
}

/** The page token names the last call of the page before, so calls that arrive meanwhile shift nothing. */
function startOf(shown: CallRecord[], query: URLSearchParams): number {
  const token = query.get('PageToken');
  if (!token) return 0;
  const index = shown.findIndex((call) => `PA${call.sid}` === token);
  if (index === -1) throw new RestError(400, 20006, 'Page token is not valid');
  return index + 1;
}

function size(query: URLSearchParams): number {
  const text = query.get('PageSize');
  if (text === null) return 50;
  if (!/^\d+$/.test(text) || Number(text) < 1) throw new RestError(400, 20001, 'PageSize must be a positive number');
  return Math.min(1_000, Number(text));
}

function filters(query: URLSearchParams): Test[] {
  const tests: Test[] = dated.flatMap(([name, moment]) => dateFilters(query, name, moment));
  const from = query.get('From');
  if (from) tests.push((call) => call.request.from === from);
  const status = query.get('Status');
  if (status) {
    if (!callStatuses.some((known) => known === status)) throw new RestError(400, 20001, 'Status is not valid');
    tests.push((call) => call.status === status);
  }
  // No call made here has a parent.
  if (query.get('ParentCallSid')) tests.push(() => false);
  return tests;
}

function dateFilters(query: URLSearchParams, name: string, moment: (call: CallRecord) => number | null): Test[] {
  const comparisons: readonly (readonly [string, (day: string, wanted: string) => boolean])[] = [
    ['', (day, wanted) => day === wanted],
    ['>', (day, wanted) => day >= wanted],
    ['<', (day, wanted) => day <= wanted],
  ];
  return comparisons.flatMap(([suffix, holds]) => {
    const given = query.get(`${name}${suffix}`);
    if (!given) return [];
    const wanted = dayOf(given, name);
    return [
      (call: CallRecord) => {
        const at = moment(call);
        return at !== null && holds(new Date(at).toISOString().slice(0, 10), wanted);
      },
    ];
  });
}

/** Twilio reads these filters as UTC dates; a time of day is dropped. */
function dayOf(given: string, name: string): string {
  const parsed = new Date(given);
  if (Number.isNaN(parsed.getTime())) throw new RestError(400, 20001, `${name} is not a valid date`);
  return parsed.toISOString().slice(0, 10);
}
