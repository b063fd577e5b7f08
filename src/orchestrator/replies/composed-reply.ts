import type { Action } from '../flows/flow';

/** What was decided to say, and what was done with it; kept with the answer and said once. */
export interface ComposedReply {
  /** Null when nothing is to be said. */
  readonly text: string | null;
  readonly language: string;
  readonly action: Action;
  /** Kept with the turn: the action, and what it was done with. */
  readonly note: string | null;
  /** Ids of the passages of the company's knowledge it rests on. */
  readonly cited: readonly string[];
  /** The model that wrote it; null for sentences of the program's own. */
  readonly model: string | null;
  /** What of a model's words was not let through, if anything. */
  readonly withheld: readonly Violation[];
}

/** Why words of a model are not said. */
export type Violation =
  | 'EMPTY'
  | 'LEAK'
  | 'INVENTED_NUMBER'
  | 'INVENTED_PROMISE'
  | 'INVENTED_LINK'
  | 'NOT_SUPPORTED'
  | 'DENIES_MACHINE'
  | 'WRONG_FORM';
