import { declareFact } from '../platform/events/fact';

/** A paused company may be dialed for again. */
export const TenantActivated = declareFact<{ tenantId: string }>('tenant.activated');
