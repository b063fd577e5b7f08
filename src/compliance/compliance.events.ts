import { declareFact } from '../platform/events/fact';

/** A number was put on the do-not-contact list; ask `SuppressionsService.find` for it, the number does not travel. */
export const PhoneSuppressed = declareFact<{ suppressionId: string }>('phone.suppressed');

/** A person took back the consent to marketing; ask `ConsentLists.find` for the entry, the number does not travel. */
export const ConsentRevoked = declareFact<{ consentId: string }>('consent.revoked');
