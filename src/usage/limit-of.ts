import { BadUserInput } from '../platform/errors/domain-error';

/** A limit somebody has sent, as a number that is kept exactly. @throws BadUserInput naming the field. */
export function limitOf(field: string, limit: bigint): number {
  if (limit < 0n || limit > BigInt(Number.MAX_SAFE_INTEGER))
    throw new BadUserInput(field, `must be between 0 and ${Number.MAX_SAFE_INTEGER}.`);
  return Number(limit);
}
