import { isOptOut } from '../../compliance/opt-out-words';
import type { SpokenTurn } from '../evidence/verify-facts';
import { type Signal, strongerOf } from './outcome';

/** What was settled in the conversation itself, before any model reads its record. */
export interface DecidedOnCall {
  readonly signal: Signal;
  /** When the agent agreed to call back, in the person's words. */
  readonly callbackText: string | null;
}

/** By what the agent did in a turn beside talking. */
const SIGNAL_OF: ReadonlyMap<string, Signal> = new Map([
  ['OPT_OUT', 'opt_out'],
  ['REQUEST_HUMAN', 'human_requested'],
  ['SCHEDULE_CALLBACK', 'callback_requested'],
  ['END_CALL:CALLBACK', 'callback_requested'],
  ['END_CALL:NOT_INTERESTED', 'not_interested'],
  ['END_CALL:VOICEMAIL', 'voicemail'],
  ['END_CALL:WRONG_NUMBER', 'wrong_number'],
]);

const CALLBACK = /^SCHEDULE_CALLBACK(?::(.*))?$/su;

/**
 * The strongest of what the agent did and of what the lead plainly said; `callbackText` is that of the last agreement.
 * @param handedBackTurn place of the last turn when a person gave the conversation back: whoever asked for one by then has had one.
 */
export function decidedOnCall(turns: readonly SpokenTurn[], handedBackTurn: number | null = null): DecidedOnCall {
  const signals = turns.map((turn) => {
    const signal = strongerOf(signalOfAction(turn), signalOfWords(turn));
    return signal === 'human_requested' && turn.seq <= (handedBackTurn ?? 0) ? 'none' : signal;
  });
  const agreed = turns.findLast(({ action }) => CALLBACK.test(action ?? ''));
  return {
    signal: signals.reduce(strongerOf, 'none'),
    callbackText: CALLBACK.exec(agreed?.action ?? '')?.[1] ?? null,
  };
}

function signalOfAction({ action }: SpokenTurn): Signal {
  const [, name = ''] = /^([A-Z_]+)/.exec(action ?? '') ?? [];
  return SIGNAL_OF.get(action ?? '') ?? SIGNAL_OF.get(name) ?? 'none';
}

function signalOfWords({ speaker, text }: SpokenTurn): Signal {
  return speaker === 'LEAD' && isOptOut(text) ? 'opt_out' : 'none';
}
