import { isOnDuty } from './duty-hours';
import type { TransferTarget } from './transfer-target.entity';

/** Most colleagues rung for one caller. */
export const MOST_LEGS = 10;

export interface Occasion {
  /** BCP 47 tag of what is spoken on the call. */
  readonly language: string;
  readonly moment: Date;
  /** The caller's own phone is never rung. */
  readonly callerPhone: string;
  /** Who was rung for this call before, and did not take it. */
  readonly tried: ReadonlySet<string>;
}

type Choosable = Pick<TransferTarget, 'id' | 'phone' | 'languages' | 'hours'>;

/** Who is rung, in this order: on duty, not rung for this call before, and those who speak the caller's language first. */
export function chooseTargets<T extends Choosable>(targets: readonly T[], occasion: Occasion): T[] {
  const able = targets.filter(
    ({ id, phone, hours }) =>
      phone !== occasion.callerPhone && !occasion.tried.has(id) && isOnDuty(hours, occasion.moment),
  );
  const speaks = ({ languages }: Choosable): boolean =>
    languages.length === 0 || languages.includes(primaryOf(occasion.language));
  return [...able.filter(speaks), ...able.filter((target) => !speaks(target))].slice(0, MOST_LEGS);
}

/** `en-US` is English. */
export function primaryOf(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}
