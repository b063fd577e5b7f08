import type { ContactHistory } from './contact-question';

/** Nothing has ever happened, and every list was read at `readAt` without a hit. */
export function uneventfulHistory(readAt: Date): ContactHistory {
  return {
    consents: [],
    revocations: [],
    attempts: [],
    internalDncAt: null,
    lists: { national: false, state: false, preferenceRegister: false, checkedAt: readAt },
    reassigned: { checkedAt: readAt, result: 'NO' },
    relationship: null,
    inboundAt: null,
    declinedAt: null,
    confirmationsSent: 0,
    phoneUsable: true,
  };
}
