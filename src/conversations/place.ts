import { BadUserInput } from '../platform/errors/domain-error';

/** A place in a conversation, as an address names it; its beginning where it names none. @throws BadUserInput */
export function placeOf(after: unknown): number {
  if (after === undefined) return 0;
  if (typeof after === 'string' && /^\d{1,9}$/.test(after)) return Number(after);
  throw new BadUserInput('after', 'must be the place of a message, 0 or more.');
}
