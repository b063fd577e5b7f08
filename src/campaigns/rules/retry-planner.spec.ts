import type { CallOutcome } from '../../calls/call-outcome';
import { planRetry, type RetryHistory } from './retry-planner';
import { readRetryPolicy } from './retry-policy';

const policy = readRetryPolicy({});
const history = (over: Partial<RetryHistory> = {}): RetryHistory => ({
  attempts: 1,
  maxAttempts: 3,
  noAnswerCount: 0,
  busyCount: 0,
  failedCount: 0,
  ...over,
});
/** 0.5 is the middle of the jitter: the delay itself. */
const plan = (outcome: CallOutcome, over: Partial<RetryHistory> = {}, random = 0.5) =>
  planRetry(outcome, history(over), policy, random);

describe('retry planner', () => {
  it.each<[CallOutcome, Partial<RetryHistory>, number]>([
    ['NO_ANSWER', { noAnswerCount: 1 }, 3_600],
    ['NO_ANSWER', { attempts: 2, noAnswerCount: 2 }, 14_400],
    ['NO_ANSWER', { attempts: 3, maxAttempts: 5, noAnswerCount: 3 }, 86_400],
    ['NO_ANSWER', { attempts: 4, maxAttempts: 5, noAnswerCount: 4 }, 86_400],
    ['BUSY', { busyCount: 1 }, 14_400],
    ['BUSY', { attempts: 2, busyCount: 2 }, 14_400],
    ['FAILED', { failedCount: 1 }, 1],
    ['FAILED', { attempts: 2, failedCount: 2 }, 86_400],
    ['VOICEMAIL', {}, 86_400],
    ['CALLBACK_REQUESTED', {}, 86_400],
  ])('calls again after %s (%o) in %i s', (outcome, over, delaySeconds) => {
    expect(plan(outcome, over)).toMatchObject({ again: true, delaySeconds });
  });

  it.each<[CallOutcome, Partial<RetryHistory>, string]>([
    ['INVALID_NUMBER', {}, 'PHONE_UNUSABLE'],
    ['WRONG_NUMBER', {}, 'PHONE_UNUSABLE'],
    ['OPTED_OUT', {}, 'OPTED_OUT'],
    ['NOT_INTERESTED', {}, 'NOT_INTERESTED'],
    ['QUALIFIED', {}, 'CONCLUDED'],
    ['UNQUALIFIED', {}, 'CONCLUDED'],
    ['NO_ANSWER', { attempts: 3, noAnswerCount: 3 }, 'ATTEMPTS_EXHAUSTED'],
    ['VOICEMAIL', { attempts: 3 }, 'ATTEMPTS_EXHAUSTED'],
    ['BUSY', { attempts: 3, maxAttempts: 10, busyCount: 3 }, 'RETRIES_EXHAUSTED'],
  ])('does not call again after %s (%o): %s', (outcome, over, endReason) => {
    expect(plan(outcome, over)).toEqual({ again: false, endReason });
  });

  it('spreads a delay by ten per cent both ways', () => {
    expect(plan('NO_ANSWER', { noAnswerCount: 1 }, 0)).toMatchObject({ delaySeconds: 3_240 });
    const latest = plan('NO_ANSWER', { noAnswerCount: 1 }, 0.999_999);
    expect(latest.again && latest.delaySeconds).toBeCloseTo(3_960, 1);
  });

  it('claims unanswered leads after the other retries', () => {
    expect(plan('NO_ANSWER', { noAnswerCount: 1 })).toMatchObject({ priority: 3 });
    expect(plan('BUSY', { busyCount: 1 })).toMatchObject({ priority: 2 });
  });
});
