import type { MissedCall } from './missed-call.entity';

/** A carrier that takes nothing is asked so often, within some twenty minutes. */
export const MOST_SENDS = 12;

const KEY = /^missed-call:([0-9a-f-]{36})(?::(\d+))?$/;

/** One request to text a call back. */
export interface TextBackRequest {
  readonly missedCallId: string;
  /** Those before it that never left. */
  readonly sends: number;
}

/** The key of one request: the same sends nothing again. */
export function textBackKey({ id, textSends }: Pick<MissedCall, 'id' | 'textSends'>): string {
  return textSends === 0 ? `missed-call:${id}` : `missed-call:${id}:${textSends}`;
}

/** The request a key belongs to; undefined for a text that answers no missed call. */
export function textBackOf(requestKey: string): TextBackRequest | undefined {
  const [, missedCallId, sends = '0'] = KEY.exec(requestKey) ?? [];
  return missedCallId ? { missedCallId, sends: Number(sends) } : undefined;
}

/** SQL: whether a text back of the missed call `m` left, or may have. */
export const MAY_HAVE_LEFT = /* sql */ `exists (
  select 1 from generate_series(0, m.text_sends) as n join text_messages t on t.tenant_id = m.tenant_id
    and t.request_key = 'missed-call:' || m.id || case when n = 0 then '' else ':' || n end
  where not t.not_sent)`;
