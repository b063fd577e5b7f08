import { type ContactChannel, CONTACT_CHANNELS, type ContactHistory, type ContactQuestion } from './contact-question';
import { DAY } from './local-day';
import { hasRelationship } from './relationship';
import type { RulePolicy } from './rule-file.schema';
import type { Cap } from './rule-row';
import type { RowsInForce } from './rows-in-force';

/** A cap that is reached. */
export interface Reached {
  /** Row whose cap it is; null when the platform's or the company's. */
  readonly rowId: string | null;
  readonly max: number;
  readonly periodMs: number;
  /** Attempts that count. */
  readonly made: number;
  /** First moment at which one attempt less counts: an attempt exactly one period old no longer does. */
  readonly releasedAt: number;
}

type Limit = Pick<Cap, 'max' | 'periodMs' | 'bySubject' | 'channels'> & Pick<Reached, 'rowId'>;

const ALL_CHANNELS: ReadonlySet<ContactChannel> = new Set(CONTACT_CHANNELS);

/** The reached cap that is released last; undefined while every cap leaves an attempt. */
export function capReachedAt(
  question: ContactQuestion,
  inForce: RowsInForce,
  policy: RulePolicy,
  marketing: boolean,
  at: number,
): Reached | undefined {
  let last: Reached | undefined;
  for (const limit of limitsOf(question, inForce, policy, marketing, at)) {
    const reached = reachedOf(limit, question, at);
    if (reached && (!last || reached.releasedAt > last.releasedAt)) last = reached;
  }
  return last;
}

/** The caps of the rows count sales; those of the platform and the company count every attempt on every channel. */
function limitsOf(
  question: ContactQuestion,
  inForce: RowsInForce,
  policy: RulePolicy,
  marketing: boolean,
  at: number,
): readonly Limit[] {
  const limits: Limit[] = [];
  for (const cap of marketing ? inForce.caps : []) {
    if (!cap.channels.has(question.occasion.channel)) continue;
    if (!cap.relationshipExempt || !hasRelationship(question.history, policy, at)) limits.push(cap);
  }
  if (policy.platform_cap_24h !== null) limits.push(perDay(policy.platform_cap_24h));
  for (const { maxAttemptsPer24h } of question.narrowings) {
    if (maxAttemptsPer24h !== undefined) limits.push(perDay(maxAttemptsPer24h));
  }
  return limits;
}

function perDay(max: number): Limit {
  return { rowId: null, max, periodMs: DAY, bySubject: false, channels: ALL_CHANNELS };
}

function reachedOf(limit: Limit, question: ContactQuestion, at: number): Reached | undefined {
  const { rowId, max, periodMs } = limit;
  const counted: number[] = [];
  for (const attempt of question.history.attempts) {
    const moment = attempt.at.getTime();
    if (moment > at - periodMs && moment <= at && counts(attempt, limit, question)) counted.push(moment);
  }
  if (counted.length < max) return undefined;
  const oldest = max < 1 ? undefined : counted.sort((a, b) => a - b)[counted.length - max];
  const releasedAt = oldest === undefined ? Number.POSITIVE_INFINITY : oldest + periodMs;
  return { rowId, max, periodMs, made: counted.length, releasedAt };
}

/** An attempt, or a question, about no subject in particular is about every subject. */
function counts(attempt: ContactHistory['attempts'][number], limit: Limit, { occasion }: ContactQuestion): boolean {
  if (!limit.channels.has(attempt.channel)) return false;
  if (!limit.bySubject || attempt.subject === null || occasion.subject === null) return true;
  return attempt.subject === occasion.subject;
}
