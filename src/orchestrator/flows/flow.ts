import type { Flow } from '../../conversations/conversation-flow';

/** What the agent may do beside writing. None takes a number, an address, a price or an id: those come from the record. */
export const ACTIONS = [
  'NONE',
  'OFFER_MEETING',
  'BOOK_MEETING',
  'OPEN_TICKET',
  'TICKET_STATUS',
  'OFFER_HUMAN',
  'REQUEST_HUMAN',
  'OPT_OUT',
  'CLOSE',
] as const;

export type Action = (typeof ACTIONS)[number];

const EVERYWHERE: readonly Action[] = ['NONE', 'OFFER_HUMAN', 'REQUEST_HUMAN', 'OPT_OUT', 'CLOSE'];

/** What may be done in each flow; anything else a model asks for is not done. */
export const ACTIONS_IN: Readonly<Record<Flow, readonly Action[]>> = {
  SALES: [...EVERYWHERE, 'OFFER_MEETING', 'BOOK_MEETING'],
  SUPPORT: [...EVERYWHERE, 'OPEN_TICKET', 'TICKET_STATUS'],
  GENERAL: EVERYWHERE,
};

/** Done only when the lead's own words, quoted, ask for it; the program tells of it in words of its own. */
export const NEEDS_CAUSE: ReadonlySet<Action> = new Set<Action>([
  'BOOK_MEETING',
  'OPEN_TICKET',
  'TICKET_STATUS',
  'REQUEST_HUMAN',
  'OPT_OUT',
]);
