import { declareFact } from '../platform/events/fact';

/**
 * A number was put on the do-not-contact list; ask `SuppressionsService.find` for it, the number does not travel. Of the numbers of an
 * imported list only those are told with which something is under way.
 */
export const PhoneSuppressed = declareFact<{ suppressionId: string }>('phone.suppressed');

/** A person took back the consent to marketing; ask `ConsentLists.find` for the entry, the number does not travel. */
export const ConsentRevoked = declareFact<{ consentId: string }>('consent.revoked');

/**
 * A number was put on the list of those nobody may contact for any company; ask `PlatformSuppressions.find` for it. Told
 * to each company that knows the number.
 */
export const PlatformSuppressionAdded = declareFact<{ platformSuppressionId: string }>('platform-suppression.added');

/** The company changed what it adds to the law; `fields` are columns of its policy. */
export const CallingPolicyChanged = declareFact<{ fields: string[] }>('calling-policy.changed');

/** A ban on solicitation was placed or lifted; told to every company. */
export const EmergencyHoldChanged = declareFact<{ holdId: string }>('emergency-hold.changed');
