import { BadUserInput } from '../errors/domain-error';
import { sqlStateOf } from './sql';

/** Thrown when a text or JSON value holds what PostgreSQL cannot store, such as U+0000, and no check at the door has met it. */
export class UnstorableText extends BadUserInput {
  constructor(options: ErrorOptions) {
    super('input', 'holds a character that cannot be stored.');
    Object.assign(this, options);
  }
}

/** character_not_in_repertoire and untranslatable_character (PostgreSQL, appendix A). */
const UNSTORABLE: readonly (string | undefined)[] = ['22021', '22P05'];

/** The error as callers may meet it: data the database cannot hold are their doing, anything else stays what it is. */
export function asCallersFault(error: unknown): unknown {
  return UNSTORABLE.includes(sqlStateOf(error)) ? new UnstorableText({ cause: error }) : error;
}
