/** Every place in the program where a fault can be asked for. Each is one line of the source; the fault suite strikes them all. */
export const FAILPOINTS = [
  'claim.before_commit',
  'claim.after_commit',
  'ring.before_add',
  'dial.checked',
  'dial.before_post',
  'dial.post_sent',
  'dial.response_received',
  'dial.before_commit',
  'dial.after_commit',
  'webhook.before_insert',
  'webhook.stored',
  'webhook.applied_before_commit',
  'reconcile.listed',
  'transfer.before_move',
  'transfer.moved',
  'transfer.leg_checked',
  'transfer.leg_before_post',
  'transfer.leg_answered',
  'transfer.accepted_before_commit',
  'qualify.reserved',
  'qualify.answered',
  'qualify.settled_before_commit',
  'outbox.published',
  'notify.posted',
  'import.batch',
  'answer.routed',
  'answer.composed',
  'answer.before_send',
  'answer.sent',
  'answer.delivered',
] as const;

export type FailpointName = (typeof FAILPOINTS)[number];

/**
 * `kill`: the process ends as by a power cut. `stop`: it is frozen until somebody continues it (SIGCONT). `sleep`: this one step waits.
 * `block`: the event loop stands still. `throw`: the step fails. `note`: nothing but a line in the log.
 */
export type FaultAction = 'kill' | 'stop' | 'sleep' | 'block' | 'throw' | 'note';

export interface PlannedFault {
  readonly name: FailpointName;
  readonly action: FaultAction;
  /** Milliseconds of `stop`, `sleep` and `block`. */
  readonly ms: number;
  /** Probability of each strike. */
  readonly p: number;
  /** At most this many strikes of one process. */
  readonly n: number;
  /** Passes of one process before the first strike. */
  readonly after: number;
  /** Of the draws. */
  readonly seed: number;
}

const ACTIONS: Readonly<Record<FaultAction, 'timed' | 'plain'>> = {
  kill: 'plain',
  stop: 'timed',
  sleep: 'timed',
  block: 'timed',
  throw: 'plain',
  note: 'plain',
};

/**
 * Reads `name=action[:ms][,once][,n=…][,p=…][,after=…][,seed=…]`, several separated by semicolons, for example
 * `dial.post_sent=kill,after=20;dial.checked=stop:60000,once`.
 * @throws Error that says what cannot be read.
 */
export function parseFailpoints(text: string): PlannedFault[] {
  return text
    .split(';')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map(parseEntry);
}

function parseEntry(entry: string): PlannedFault {
  const [name = '', plan = ''] = entry.split('=', 1).concat(entry.slice(entry.indexOf('=') + 1));
  if (!isFailpoint(name)) throw new Error(`no failpoint is called ${name}`);
  const [act = '', ...settings] = plan.split(',').map((part) => part.trim());
  const [action = '', ms = ''] = act.split(':');
  if (!isAction(action)) throw new Error(`${name}: no action is called ${action}`);
  if ((ACTIONS[action] === 'timed') !== (ms !== ''))
    throw new Error(`${name}: ${action} is written ${usageOf(action)}`);
  const fault = { name, action, ms: ms ? numberIn(name, 'ms', ms) : 0, ...NO_LIMITS };
  return settings.reduce((sofar, setting) => ({ ...sofar, ...parseSetting(name, setting) }), fault);
}

const NO_LIMITS = { p: 1, n: Infinity, after: 0, seed: 1 };

function parseSetting(name: string, setting: string): Partial<Record<'p' | 'n' | 'after' | 'seed', number>> {
  if (setting === 'once') return { n: 1 };
  const [key = '', value = ''] = setting.split('=');
  if (key === 'p' || key === 'n' || key === 'after' || key === 'seed') return { [key]: numberIn(name, key, value) };
  throw new Error(`${name}: there is no setting ${setting}`);
}

function numberIn(name: string, key: string, text: string): number {
  const value = Number(text);
  if (text === '' || !(value >= 0)) throw new Error(`${name}: ${key} must be a number of at least 0`);
  return value;
}

function usageOf(action: FaultAction): string {
  return ACTIONS[action] === 'timed' ? `${action}:milliseconds` : action;
}

function isFailpoint(name: string): name is FailpointName {
  return (FAILPOINTS as readonly string[]).includes(name);
}

function isAction(action: string): action is FaultAction {
  return action in ACTIONS;
}
