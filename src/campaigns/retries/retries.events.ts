import { declareFact } from '../../platform/events/fact';

/** A promised callback was dialed in time. */
export const CallbackKept = declareFact<{ callbackId: string; callId: string }>('callback.kept');

/** The time of a promised callback has passed, and nobody was dialed; it is dialed still. */
export const CallbackMissed = declareFact<{ callbackId: string }>('callback.missed');

/** A call reached nobody, and the person waits in other campaigns too; `enrolmentId` is the one that called. */
export const PersonNotReached = declareFact<{ leadId: string; enrolmentId: string }>('person.not-reached');
