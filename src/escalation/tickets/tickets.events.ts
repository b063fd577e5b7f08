import { declareFact } from '../../platform/events/fact';
import type { TicketStatus } from './ticket.entity';

export const TicketOpened = declareFact<{ ticketId: string; leadId: string; conversationId: string | null }>(
  'ticket.opened',
);

/** It stands elsewhere in its life cycle; OPEN: it was reopened, or put back. */
export const TicketMoved = declareFact<{ ticketId: string; status: TicketStatus }>('ticket.moved');
