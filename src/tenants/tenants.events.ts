import { declareFact } from '../platform/events/fact';

/** Nothing may be dialed for the company until it is activated. */
export const TenantPaused = declareFact<{ tenantId: string }>('tenant.paused');

/** A paused company may be dialed for again. */
export const TenantActivated = declareFact<{ tenantId: string }>('tenant.activated');

/** How many calls the company may have, at once or on one day, or its part beside the others, is another than before. */
export const CompanyLimitsChanged = declareFact<{ tenantId: string }>('tenant.limits-changed');
