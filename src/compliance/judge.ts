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
}

/** A person's own request is fresh for as long as the rules take an answer for one. */
const FRESH_MS = 24 * 60 * 60_000;

/** Puts what is asked and what is known to the rules, and their answer beside what the caller has found out. */
export class Judge {
  constructor(private readonly book: CallingRules) {}

  judge(request: ContactRequest, facts: ContactFacts): Judgement {
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
