import type { CallOutcome } from '../../calls/call-outcome';
import { PRIORITY } from '../rules/enrolment-state';
import { readRetryPolicy } from '../rules/retry-policy';
import { afterOutcome, type EnrolmentStanding, type OutcomeCircumstances } from './after-outcome';
import { lawfulMoment } from './lawful-moment';
import { type PersonHistory, standingOf } from './person-history';

const moment = new Date('2026-07-07T18:00:00Z');
const inHours = (hours: number): Date => new Date(moment.getTime() + hours * 3_600_000);
const policy = { maxAttempts: 3, retry: readRetryPolicy({}) };
const NOBODY = { noAnswerCount: 0, busyCount: 0, failedCount: 0, voicemailCount: 0 };

const standing = (over: Partial<EnrolmentStanding> = {}): EnrolmentStanding => ({
  attempts: 1,
  priority: PRIORITY.NEVER_CALLED,
  promisedAt: null,
  ...NOBODY,
  ...over,
});
const step = (
  outcome: CallOutcome,
  over: Partial<EnrolmentStanding> = {},
  more: Partial<OutcomeCircumstances> = {},
  rules = policy,
) => afterOutcome(standing(over), rules, outcome, { moment, random: 0.5, ...more });

describe('afterOutcome', () => {
  it('waits as the policy says, and counts what happened', () => {
    expect(step('NO_ANSWER')).toEqual({
      kind: 'WAIT',
      dueAt: inHours(1),
      priority: PRIORITY.NO_ANSWER,
      promisedAt: null,
      spreadSeconds: 360,
      counts: { ...NOBODY, noAnswerCount: 1 },
    });
    expect(step('BUSY', { busyCount: 1, attempts: 2 })).toMatchObject({ dueAt: inHours(4), counts: { busyCount: 2 } });
    expect(step('VOICEMAIL')).toMatchObject({ dueAt: inHours(24), spreadSeconds: 1_800 });
  });

  it('ends with the reason', () => {
    expect(step('NO_ANSWER', { attempts: 3 })).toMatchObject({ kind: 'END', endReason: 'ATTEMPTS_EXHAUSTED' });
    expect(step('NOT_INTERESTED')).toMatchObject({ kind: 'END', endReason: 'NOT_INTERESTED' });
  });

  it.each<[CallOutcome, object]>([
    ['NO_ANSWER', { noAnswerRetries: 0 }],
    ['FAILED', { failedRetries: 0 }],
    ['VOICEMAIL', { voicemailRetries: 0 }],
    ['BUSY', { busyRetries: 0 }],
  ])('limits the retries after %s by themselves', (outcome, retry) => {
    const limited = { maxAttempts: 10, retry: readRetryPolicy(retry) };
    expect(step(outcome, {}, {}, limited)).toMatchObject({ kind: 'END', endReason: 'RETRIES_EXHAUSTED' });
    expect(step(outcome)).toMatchObject({ kind: 'WAIT' });
  });

  it('takes the policy of the campaign before that of the company, field by field', () => {
    const retry = readRetryPolicy({ noAnswer: [60], busy: [120] }, { noAnswer: [30] });
    expect(retry).toMatchObject({ noAnswer: [30], busy: [120], voicemail: [86_400] });
  });

  it('counts the calls of others as its own', () => {
    const person = { attempts: 2, ...NOBODY, noAnswerCount: 2 };
    expect(step('NO_ANSWER', {}, { person })).toMatchObject({ kind: 'WAIT', dueAt: inHours(4) });
    expect(step('NO_ANSWER', {}, { person: { ...person, attempts: 3 } })).toMatchObject({
      kind: 'END',
      endReason: 'PERSON_BUDGET',
    });
  });

  describe('a promised callback', () => {
    const promisedAt = inHours(2);
    it('is waited for, even when the attempts are used up', () => {
      const kept = { kind: 'WAIT', dueAt: promisedAt, priority: PRIORITY.PROMISED, promisedAt, spreadSeconds: 0 };
      expect(step('CALLBACK_REQUESTED', {}, { promisedAt })).toMatchObject(kept);
      expect(step('CALLBACK_REQUESTED', { attempts: 3 }, { promisedAt })).toMatchObject(kept);
      expect(step('CALLBACK_REQUESTED', { attempts: 5 }, { promisedAt })).toMatchObject(kept);
      expect(step('CALLBACK_REQUESTED', { attempts: 6 }, { promisedAt })).toMatchObject({ kind: 'END' });
    });

    it('is owed still when the carrier failed', () => {
      const promised = { attempts: 2, priority: PRIORITY.PROMISED, promisedAt };
      expect(step('FAILED', promised)).toMatchObject({
        kind: 'WAIT',
        dueAt: inHours(1 / 3_600),
        priority: PRIORITY.PROMISED,
        promisedAt,
      });
      expect(step('FAILED', { ...promised, attempts: 6 })).toMatchObject({ endReason: 'ATTEMPTS_EXHAUSTED' });
      expect(step('NO_ANSWER', promised)).toMatchObject({ priority: PRIORITY.NO_ANSWER, promisedAt: null });
    });
  });
});

describe('standingOf', () => {
  const person = (over: Partial<PersonHistory> = {}): PersonHistory => ({
    attempts: 1,
    ...NOBODY,
    noAnswerCount: 1,
    pending: 0,
    last: { outcome: 'NO_ANSWER', endedAt: moment },
    promisedAt: null,
    ...over,
  });

  it('rests as long as the campaign itself would after the last call of anybody, at the earliest', () => {
    const until = new Date(moment.getTime() + 3_240_000);
    expect(standingOf(person(), policy, moment)).toEqual({ kind: 'RESTS', until });
    expect(standingOf(person(), policy, until)).toEqual({ kind: 'FREE' });
  });

  it('never holds back the retry the planner drew', () => {
    for (const random of [0, 0.1, 0.5, 0.999]) {
      const planned = step('NO_ANSWER', {}, { random, person: person() });
      expect(planned.kind === 'WAIT' && standingOf(person(), policy, planned.dueAt)).toEqual({ kind: 'FREE' });
    }
  });

  it('is spent by as many calls as the campaign has attempts', () => {
    expect(standingOf(person({ attempts: 3 }), policy, inHours(100))).toEqual({ kind: 'SPENT' });
    expect(standingOf(person({ attempts: 3 }), { ...policy, maxAttempts: 4 }, inHours(100))).toEqual({ kind: 'FREE' });
  });

  it('waits for an assessment that may find a machine', () => {
    expect(standingOf(person({ attempts: 2, pending: 1 }), policy, inHours(100))).toEqual({
      kind: 'RESTS',
      until: null,
    });
  });

  it('leaves whoever was promised a call in peace until then', () => {
    const promisedAt = inHours(30);
    expect(standingOf(person({ promisedAt }), policy, inHours(20))).toEqual({ kind: 'RESTS', until: promisedAt });
    expect(standingOf(person({ promisedAt }), policy, promisedAt)).toEqual({ kind: 'FREE' });
  });
});

describe('lawfulMoment', () => {
  const opens = inHours(10);
  const closes = inHours(10.5);
  const hours = (asked: Date): Date | null => (asked < opens ? opens : asked < closes ? asked : inHours(34));

  it('leaves a lawful moment where it is', () => {
    const asked = inHours(10.25);
    expect(lawfulMoment(asked, hours, { spreadSeconds: 600, random: 0.9 })).toEqual(asked);
  });

  it('spreads those who are moved over the beginning of the hours', () => {
    const due = (random: number) => lawfulMoment(inHours(3), hours, { spreadSeconds: 600, random });
    expect(due(0)).toEqual(opens);
    expect(due(0.5)).toEqual(new Date(opens.getTime() + 300_000));
    const many = new Set(Array.from({ length: 1_000 }, (_, n) => due(n / 1_000)?.getTime()));
    expect(many.size).toBe(1_000);
  });

  it('keeps within hours that are shorter than the spread', () => {
    for (let n = 0; n < 100; n += 1) {
      const due = lawfulMoment(inHours(3), hours, { spreadSeconds: 4 * 3_600, random: n / 100 });
      expect(due && due >= opens && due < closes).toBe(true);
    }
  });

  it('moves a promise to the very beginning, and nobody where the law never allows it', () => {
    expect(lawfulMoment(inHours(3), hours, { spreadSeconds: 0, random: 0.5 })).toEqual(opens);
    expect(lawfulMoment(inHours(3), () => null, { spreadSeconds: 600, random: 0.5 })).toBeNull();
  });
});
