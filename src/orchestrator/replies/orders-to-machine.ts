import { instructsTheMachine } from '../../qualification/evidence/orders/instructs-the-machine';
import { ACTIONS } from '../flows/flow';

/** Names of our own that no person has a reason to write. */
const OWN_NAMES = new RegExp(`\\b(?:${ACTIONS.filter((action) => action.includes('_')).join('|')})\\b`, 'i');

/** True for a message that talks to the machine about its work: nothing is done on the strength of it. */
export function ordersTheMachine(text: string): boolean {
  return instructsTheMachine(text) || OWN_NAMES.test(text);
}
