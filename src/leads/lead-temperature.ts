/** HOT from a score of 70, WARM from 40, COLD below, UNSCORED without evidence. */
export const LEAD_TEMPERATURES = ['HOT', 'WARM', 'COLD', 'UNSCORED'] as const;
export type LeadTemperature = (typeof LEAD_TEMPERATURES)[number];

/** What is known of the phone itself: nobody tried, the person answered, nobody can, somebody else does. */
export const PHONE_STATUSES = ['UNVERIFIED', 'REACHED', 'INVALID', 'WRONG_PERSON'] as const;
export type PhoneStatus = (typeof PHONE_STATUSES)[number];
