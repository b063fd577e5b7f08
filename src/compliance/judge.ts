import type { ContactFacts } from './contact-facts';
import { type ContactVerdict, type DialCondition, endOfHorizon, verdictOf, verdictOfLaw } from './contact-verdict';
import type { DialZone } from './dial-zone';
import type { ContactRequest } from './dial-request';
import { standingOf } from './list-standing';
import type { CallingRules } from './rules/calling-rules';
import type { ContactDecision } from './rules/contact-decision';
import type { ContactPurpose, ContactQuestion } from './rules/contact-question';

/** A decision with everything it rests on. */
export interface Judgement {
  readonly verdict: ContactVerdict;
  /** The law's part of it. */
  readonly decision: ContactDecision;
  readonly question: ContactQuestion;
  readonly zone: DialZone;
  /** When the hours of an allowed contact end, without the margin kept before that; null where none apply. */
  readonly endsAt: Date | null;
}

/** A person's own request is fresh for as long as the rules take an answer for one. */
const FRESH_MS = 24 * 60 * 60_000;

/** Puts what is asked and what is known to the rules, and their answer beside what the caller has found out. */
export class Judge {
  constructor(private readonly book: CallingRules) {}

  judge(request: ContactRequest, facts: ContactFacts): Judgement {
    const judged = this.judgeNow(request, facts);
    const { lingersMs } = request;
    if (lingersMs === undefined || judged.verdict.verdict !== 'ALLOW' || !judged.verdict.closesAt) return judged;
    const endsAt = this.endOf(judged.verdict.closesAt, judged.question);
    if (request.moment.getTime() + lingersMs <= endsAt.getTime()) return { ...judged, endsAt };
    return { ...judged, verdict: this.closing(judged.verdict.closesAt, request, facts) };
  }

  /** The margin before the end of the hours is there for what lingers. None is kept before an emergency. */
  private endOf(closesAt: Date, { holds }: ContactQuestion): Date {
    const isHold = holds.some(({ from }) => from.getTime() === closesAt.getTime());
    return isHold ? closesAt : new Date(closesAt.getTime() + this.book.closeGuardMs);
  }

  private closing(closesAt: Date, request: ContactRequest, facts: ContactFacts): ContactVerdict {
    const then = this.judgeNow({ ...request, moment: closesAt }, facts).verdict;
    const explanation = 'The hours end before the phone would have stopped ringing.';
    return {
      verdict: 'DEFER',
      reason: 'WINDOW_CLOSING',
      explanation,
      until: then.verdict === 'DEFER' ? then.until : closesAt,
    };
  }

  private judgeNow(request: ContactRequest, facts: ContactFacts): Judgement {
    const zone = this.book.zoneOf(request);
    const question = questionOf(request, facts, zone);
    const decision = this.book.decide(question);
    const scope = { moment: request.moment, horizonDays: this.book.horizonDays };
    const hours = question.occasion.purpose === request.purpose ? [] : this.hoursOf(request, question, zone);
    const verdict = verdictOf(
      this.inWords(decision, question),
      [...(request.conditions ?? []), ...hours.flatMap(({ condition }) => condition ?? [])],
      { ...scope, lawAt: (moment) => this.lawAt({ ...question, moment }) },
    );
    const [kept] = hours;
    return {
      verdict: kept && verdict.verdict === 'ALLOW' ? { ...verdict, closesAt: kept.closesAt } : verdict,
      decision,
      question,
      zone,
      endsAt: null,
    };
  }

  private lawAt(question: ContactQuestion): ContactVerdict {
    return this.inWords(this.book.decide(question), question);
  }

  private inWords(decision: ContactDecision, { moment, contact }: ContactQuestion): ContactVerdict {
    const explanation = this.book.explain(decision, { phone: contact.phone, moment });
    return verdictOfLaw(decision, explanation, { moment, horizonDays: this.book.horizonDays });
  }

  /** Whoever asked to be called back gave no leave to be called at night: the hours of the campaign hold. */
  private hoursOf(
    { moment, channel, purpose }: ContactRequest,
    { narrowings, holds }: ContactQuestion,
    zone: DialZone,
  ): { closesAt: Date | null; condition?: DialCondition }[] {
    const { isOpen, opensAt, closesAt } = this.book.openings(zone, { channel, purpose, narrowings, holds, moment });
    if (isOpen) return [{ closesAt }];
    const until = opensAt ?? endOfHorizon(moment, this.book.horizonDays);
    const explanation = 'A call the person has asked for keeps the hours of the campaign.';
    return [{ closesAt, condition: { verdict: 'DEFER', reason: 'OUTSIDE_WINDOW', explanation, until } }];
  }
}

function questionOf(request: ContactRequest, facts: ContactFacts, zone: DialZone): ContactQuestion {
  const { phone, addressState, addressCountry, timeZone, timeZoneStatedByPerson, moment, windows } = request;
  return {
    contact: { phone, line: 'UNKNOWN', addressState, addressCountry, timeZone, timeZoneStatedByPerson },
    occasion: {
      channel: request.channel,
      purpose: purposeOf(request, facts),
      seller: facts.seller,
      subject: request.subject,
      callerId: request.callerId,
      // A carrier sends from no number that its account does not own or has not verified.
      callerIdVerified: true,
    },
    moment,
    history: {
      ...facts.history,
      lists: standingOf(facts.lists, zone.jurisdictions),
      phoneUsable: request.phoneUsable,
    },
    holds: facts.holds,
    narrowings: [facts.narrowing, ...(windows ? [{ windows }] : [])],
  };
}

function purposeOf({ promised, purpose, moment }: ContactRequest, { history }: ContactFacts): ContactPurpose {
  if (!promised || !history.inboundAt) return purpose;
  const age = moment.getTime() - history.inboundAt.getTime();
  return age >= 0 && age <= FRESH_MS ? 'RESPONSIVE' : purpose;
}
