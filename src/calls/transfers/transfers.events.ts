import { declareFact } from '../../platform/events/fact';

/** Somebody is to be put through; the caller is still with the agent. */
export const TransferRequested = declareFact<{ transferId: string; callId: string }>('transfer.requested');

/** What came of a transfer, told once: `result` is a TransferResult, `targetId` the colleague who took the call. */
export const TransferSettled = declareFact<{ transferId: string; callId: string; result: string; targetId?: string }>(
  'transfer.settled',
);
