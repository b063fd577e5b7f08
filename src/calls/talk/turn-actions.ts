/** What an agent did in a turn beside talking. A detail may follow a colon, as in `END_CALL:DONE`. */
export const TURN_ACTIONS = [
  'STILL_THERE',
  'SAY_AGAIN',
  'END_CALL',
  'REQUEST_HUMAN',
  'OPT_OUT',
  'SCHEDULE_CALLBACK',
  'WRAP_UP',
  'NOBODY_THERE',
  'APOLOGY',
  'OUT_OF_BUDGET',
  'NOBODY_FREE',
] as const;

export type TurnAction = (typeof TURN_ACTIONS)[number];

/** After these the conversation goes on; after every other action the agent hangs up. */
const GOES_ON: ReadonlySet<string> = new Set<TurnAction>(['STILL_THERE', 'SAY_AGAIN', 'NOBODY_FREE']);

/** True when the call ends with this turn. */
export function isLast(action: string | null): boolean {
  return action !== null && !GOES_ON.has(nameOf(action));
}

/** True when the turn did exactly this, whatever the detail. */
export function did(turn: { readonly action: string | null } | undefined, action: TurnAction): boolean {
  return typeof turn?.action === 'string' && nameOf(turn.action) === action;
}

/** The person is given to a colleague in this turn: by which trigger, where a rule wanted it, and in which transfer, are its details. */
export function handingOver(details: { readonly trigger?: string; readonly transferId?: string }): string {
  const { trigger = [], transferId = [] } = details;
  return ['REQUEST_HUMAN'].concat(trigger, transferId).join(':');
}

/** The transfer the call goes on with after this turn; undefined when nobody is put through. */
export function transferIn(action: string | null): string | undefined {
  return /^REQUEST_HUMAN:(?:[A-Z_]+:)?([0-9a-f-]{36})$/.exec(action ?? '')?.[1];
}

/** The trigger by which a rule gave the person to a colleague; undefined when a model understood that they ask for one. */
export function handOverTriggerIn(action: string | null): string | undefined {
  return /^REQUEST_HUMAN:([A-Z_]+)(?::|$)/.exec(action ?? '')?.[1];
}

function nameOf(action: string): string {
  return action.split(':', 1)[0] ?? '';
}
