import type { Turn } from '../../conversations/turn.entity';
import { ACTIONS, type Action } from './flow';

/** What the agent's last words offered, if anything; the first word of what it did. */
export function offerOf(turns: readonly Pick<Turn, 'speaker' | 'action'>[]): Action | undefined {
  const last = turns.findLast(({ speaker }) => speaker !== 'LEAD');
  const done = last?.action?.split(/[ :]/u, 1)[0];
  return ACTIONS.find((action) => action === done);
}
