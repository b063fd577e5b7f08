import type { Judgement } from './judge';
import type { ContactQuestion } from './rules/contact-question';

const DAY_MS = 24 * 60 * 60_000;

/**
 * What a decision rested on, for whoever asks years later: ids, counts, moments and flags. No number of the person, no name, no words;
 * the consents are named by their id in the ledger.
 */
export function receiptFactsOf({ decision, question }: Judgement): object {
  const { contact, occasion, history, holds, narrowings } = question;
  return {
    decidedFor: occasion.channel === 'AI_VOICE' ? 'DIAL' : 'SEND',
    law: { verdict: decision.verdict, reason: decision.reason, because: decision.because },
    seller: occasion.seller,
    subject: occasion.subject,
    callerIdVerified: occasion.callerIdVerified,
    line: contact.line,
    timeZoneStated: contact.timeZoneStatedByPerson === true,
    consents: history.consents.flatMap(({ id }) => (id ? [id] : [])),
    revocations: history.revocations,
    attempts: attemptsOf(question),
    internalDncAt: history.internalDncAt,
    lists: history.lists,
    reassigned: history.reassigned,
    inboundAt: history.inboundAt,
    declinedAt: history.declinedAt,
    confirmationsSent: history.confirmationsSent,
    phoneUsable: history.phoneUsable,
    holds,
    narrowings,
  };
}

function attemptsOf({ history, moment }: ContactQuestion): object {
  const within = (days: number): number =>
    history.attempts.filter(({ at }) => at.getTime() > moment.getTime() - days * DAY_MS).length;
  return { within24h: within(1), within7d: within(7), within30d: within(30) };
}
