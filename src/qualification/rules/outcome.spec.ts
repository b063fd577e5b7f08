import { nextActionOf, outcomeOf, settled, type Signal, strongerOf } from './outcome';
import { retryDelayMs } from '../../platform/queues/retry-delay';
import type { Decision } from './score';
import { temperatureOf } from './temperature';

describe('how a conversation ended', () => {
  it.each<[Signal, Decision, string]>([
    ['none', 'QUALIFIED', 'QUALIFIED'],
    ['none', 'UNQUALIFIED', 'UNQUALIFIED'],
    ['none', 'INCOMPLETE', 'UNQUALIFIED'],
    ['human_requested', 'QUALIFIED', 'QUALIFIED'],
    ['callback_requested', 'QUALIFIED', 'CALLBACK_REQUESTED'],
    ['not_interested', 'QUALIFIED', 'NOT_INTERESTED'],
    ['wrong_number', 'QUALIFIED', 'WRONG_NUMBER'],
    ['voicemail', 'QUALIFIED', 'VOICEMAIL'],
    ['opt_out', 'QUALIFIED', 'OPTED_OUT'],
  ])('%s of somebody %s: %s', (signal, decision, outcome) => {
    expect(outcomeOf(signal, decision)).toBe(outcome);
  });

  it.each<[Signal, Signal, Signal]>([
    ['callback_requested', 'opt_out', 'opt_out'],
    ['none', 'callback_requested', 'callback_requested'],
    ['not_interested', 'human_requested', 'human_requested'],
    ['callback_requested', 'human_requested', 'human_requested'],
    ['callback_requested', 'wrong_number', 'wrong_number'],
    ['opt_out', 'wrong_number', 'opt_out'],
  ])('%s and %s together are %s', (one, other, both) => {
    expect(strongerOf(one, other)).toBe(both);
    expect(strongerOf(other, one)).toBe(both);
  });

  it.each<[Signal, Signal, Signal]>([
    ['callback_requested', 'voicemail', 'callback_requested'],
    ['callback_requested', 'human_requested', 'callback_requested'],
    ['callback_requested', 'not_interested', 'callback_requested'],
    ['callback_requested', 'wrong_number', 'wrong_number'],
    ['callback_requested', 'opt_out', 'opt_out'],
    ['human_requested', 'callback_requested', 'human_requested'],
    ['none', 'voicemail', 'voicemail'],
  ])('%s decided on the call and %s read afterwards are %s', (decided, read, signal) => {
    expect(settled(decided, read)).toBe(signal);
  });
});

describe('what to do next', () => {
  it('is chosen by the model only among what the outcome allows', () => {
    expect(nextActionOf('QUALIFIED', 'none', 'SEND_PROPOSAL', 'QUALIFIED')).toBe('SEND_PROPOSAL');
    expect(nextActionOf('QUALIFIED', 'none', 'CLOSE', 'QUALIFIED')).toBe('SCHEDULE_DEMO');
    expect(nextActionOf('UNQUALIFIED', 'none', 'SCHEDULE_DEMO', 'UNQUALIFIED')).toBe('NURTURE');
    expect(nextActionOf('UNQUALIFIED', 'none', 'CLOSE', 'UNQUALIFIED')).toBe('CLOSE');
    expect(nextActionOf('OPTED_OUT', 'opt_out', 'SCHEDULE_DEMO', 'QUALIFIED')).toBe('CLOSE');
    expect(nextActionOf('CALLBACK_REQUESTED', 'callback_requested', 'CLOSE', 'INCOMPLETE')).toBe('NURTURE');
  });

  it('gives nobody up for what they have not said', () => {
    expect(nextActionOf('UNQUALIFIED', 'none', 'CLOSE', 'INCOMPLETE')).toBe('NURTURE');
    expect(nextActionOf('NOT_INTERESTED', 'not_interested', 'CLOSE', 'INCOMPLETE')).toBe('CLOSE');
  });

  it('is a person for whoever asks for one', () => {
    expect(nextActionOf('UNQUALIFIED', 'human_requested', 'CLOSE', 'UNQUALIFIED')).toBe('HUMAN_HANDOFF');
  });
});

describe('how promising a lead is', () => {
  it.each([
    [70, 100, 'HOT'],
    [69.99, 100, 'WARM'],
    [40, 40, 'WARM'],
    [39.99, 100, 'COLD'],
    [0, 100, 'COLD'],
    [25, 39, 'UNSCORED'],
    [null, 100, 'UNSCORED'],
  ] as const)('score %s, coverage %d: %s', (score, coverage, temperature) => {
    expect(temperatureOf(score, coverage)).toBe(temperature);
  });
});

describe('the wait for another attempt', () => {
  it.each([
    [1, undefined, 2_000],
    [2, undefined, 4_000],
    [5, undefined, 32_000],
    [9, undefined, 300_000],
    [500, undefined, 300_000],
    [1, 60_000, 60_000],
    [1, 3_600_000, 300_000],
  ])('after attempt %d, asked for %s: %d ms, and up to a fifth more', (attempts, askedFor, expected) => {
    expect(retryDelayMs(attempts, askedFor, 0)).toBe(expected);
    expect(retryDelayMs(attempts, askedFor, 0.5)).toBe(expected * 1.1);
    expect(retryDelayMs(attempts, askedFor, 1)).toBe(expected * 1.2);
  });
});
