import type { MissedCallPolicy } from '../../tenants/tenant.entity';

/** A call that is told of later than this is recorded, and nobody reacts to it. */
const STALE_MS = 24 * 60 * 60_000;
/** One text back in this time, however often somebody rings. */
export const ONE_TEXT_MS = 24 * 60 * 60_000;

/** What follows a missed call. */
export function reactionTo(
  { calledAt, textedBackAt }: { readonly calledAt: Date; readonly textedBackAt: Date | null },
  policy: MissedCallPolicy,
  moment: Date,
): MissedCallPolicy {
  const age = moment.getTime() - calledAt.getTime();
  if (policy === 'NONE' || age >= STALE_MS) return 'NONE';
  if (policy === 'CALL_BACK') return 'CALL_BACK';
  return textedBackAt && moment.getTime() - textedBackAt.getTime() < ONE_TEXT_MS ? 'NONE' : 'TEXT_BACK';
}
