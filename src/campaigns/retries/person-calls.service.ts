import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Turn } from '../rules/attempt-terms';
import { DEFAULT_DIALING_POLICY } from './dialing-policy';
import { type PersonHistory, UNANSWERED, type Unanswered } from './person-history';

export interface PersonView {
  readonly history: PersonHistory;
  /** Keys the company has chosen. */
  readonly retryPolicy: object;
  /** Whether the person waits in another campaign too. */
  readonly waitsElsewhere: boolean;
  /** Of the enrolment asked for; null when there is none. */
  readonly turn: Turn | null;
}

interface PersonRow {
  readonly attempts: number;
  readonly noAnswerCount: number;
  readonly busyCount: number;
  readonly failedCount: number;
  readonly voicemailCount: number;
  readonly pending: number;
  readonly lastOutcome: Unanswered | null;
  readonly lastEndedAt: Date | null;
  readonly promisedUntil: Date | null;
  readonly retryPolicy: object;
  readonly waitsElsewhere: boolean;
  readonly ownAttempts: number | null;
  readonly ownPriority: number | null;
  readonly ownPromisedAt: Date | null;
}

/** What the company has done to reach one phone, in one statement. */
@Injectable()
export class PersonCalls {
  constructor(private readonly work: UnitOfWork) {}

  /** As `enrolmentId` sees it: promises and waiting of its own are left out. */
  async of(phone: string, enrolmentId: string, moment: Date): Promise<PersonView> {
    const row = await this.work.single((tx) =>
      rowOf<PersonRow>(tx, PERSON, [currentTenantId(), phone, moment, enrolmentId, UNANSWERED]),
    );
    if (!row) throw new Error('A row of counts is always there.');
    const { retryPolicy, waitsElsewhere, lastOutcome, lastEndedAt, promisedUntil } = row;
    const last = lastOutcome && lastEndedAt ? { outcome: lastOutcome, endedAt: lastEndedAt } : null;
    return {
      history: { ...countsOf(row), pending: row.pending, last, promisedAt: promisedUntil },
      retryPolicy,
      waitsElsewhere,
      turn: turnOf(row),
    };
  }
}

function countsOf({ attempts, noAnswerCount, busyCount, failedCount, voicemailCount }: PersonRow) {
  return { attempts, noAnswerCount, busyCount, failedCount, voicemailCount };
}

function turnOf({ ownAttempts, ownPriority, ownPromisedAt }: PersonRow): Turn | null {
  if (ownAttempts === null || ownPriority === null) return null;
  return { attempts: ownAttempts, priority: ownPriority, promisedAt: ownPromisedAt };
}

/**
 * A call that failed at the carrier is waited for like any other, but uses up nobody's attempts: the person was not called, and is
 * not to be lost to other campaigns by our fault. Who picked up and heard nothing was called. Another campaign's promise holds until it
 * can no longer be kept, but nobody for longer than the window.
 */
const PERSON = /* sql */ `
select h.*, coalesce(p.retry_policy, '{}') as "retryPolicy",
  (select max(k.missed_after) from enrolments e join callbacks k on k.tenant_id = e.tenant_id and k.enrolment_id = e.id
    where e.tenant_id = $1 and e.phone = $2 and e.state = 'WAITING' and e.id <> $4 and k.status = 'PENDING'
      and k.missed_after > $3 and k.due_at <= $3::timestamptz + make_interval(days => w.days)) as "promisedUntil",
  exists (select 1 from enrolments e
    where e.tenant_id = $1 and e.phone = $2 and e.state = 'WAITING' and e.id <> $4) as "waitsElsewhere",
  own.attempts as "ownAttempts", own.priority as "ownPriority", own.promised_at as "ownPromisedAt"
from (select 1) as one left join dialing_policies p on p.tenant_id = $1
left join enrolments own on own.tenant_id = $1 and own.id = $4
cross join lateral (select coalesce(p.person_window_days, ${DEFAULT_DIALING_POLICY.personWindowDays}) as days) w
cross join lateral (
  select (count(*) filter (where c.outcome = any($5) and (c.outcome <> 'FAILED' or c.answered_at is not null)))::int as attempts,
    (count(*) filter (where c.outcome = 'NO_ANSWER'))::int as "noAnswerCount",
    (count(*) filter (where c.outcome = 'BUSY'))::int as "busyCount",
    (count(*) filter (where c.outcome = 'FAILED'))::int as "failedCount",
    (count(*) filter (where c.outcome = 'VOICEMAIL'))::int as "voicemailCount",
    (count(*) filter (where c.outcome is null and c.ended_at is not null))::int as pending,
    (array_agg(c.outcome order by c.dial_started_at desc) filter (where c.outcome = any($5)))[1] as "lastOutcome",
    (array_agg(c.ended_at order by c.dial_started_at desc) filter (where c.outcome = any($5)))[1] as "lastEndedAt"
  from calls c where c.tenant_id = $1 and c.phone = $2 and not c.not_placed
    and c.dial_started_at >= $3::timestamptz - make_interval(days => w.days)
) h`;
