import { declareFact } from '../platform/events/fact';

/** A company was paused: nothing more may be dialed for it, calls in progress run to their end. */
export const TenantPaused = declareFact<{ tenantId: string }>('tenant.paused');

/** A paused company may be dialed for again. */
export const TenantActivated = declareFact<{ tenantId: string }>('tenant.activated');
