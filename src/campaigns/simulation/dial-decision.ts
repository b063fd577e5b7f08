import { ringWithin, shortestRingingMs } from '../../calls/placing/close-guard';
import type { ContactFacts } from '../../compliance/contact-facts';
import type { ContactVerdict } from '../../compliance/contact-verdict';
import type { ContactRequest } from '../../compliance/dial-request';
import type { Judge } from '../../compliance/judge';
import type { ConsentGrant } from '../../compliance/rules/contact-question';
import { attemptsOf } from '../rules/attempt-terms';
import { PRIORITY } from '../rules/enrolment-state';
import type { Enrolled } from './enrolled';
import type { Scenario } from './scenario';

/** How long a request to the carrier may be under way; a simulated carrier lets nothing wait. */
const REQUEST_MS = 10_000;

/** The answer, and for how long the phone may ring, where the hours end meanwhile. */
export type Answer = ContactVerdict & { readonly ringTimeoutSeconds?: number };

/** Puts each attempt to the judge of the product, with everything on record about the number by then. */
export class DialDecision {
  constructor(
    private readonly judge: Judge,
    private readonly scenario: Scenario,
  ) {}

  /** May this lead be dialed at this moment? */
  ask(enrolled: Enrolled, moment: Date): Answer {
    const { ringTimeoutSeconds } = this.scenario.campaign;
    const wait = { queueMs: 0, requestMs: REQUEST_MS, ringTimeoutSeconds };
    const request = { ...this.requestOf(enrolled, moment), lingersMs: shortestRingingMs(wait) };
    const { verdict, endsAt } = this.judge.judge(request, this.factsOf(enrolled));
    const ring = verdict.verdict === 'ALLOW' ? ringWithin({ ...wait, moment, endsAt }) : null;
    return ring ? { ...verdict, ringTimeoutSeconds: ring.ringTimeoutSeconds } : verdict;
  }

  private requestOf(enrolled: Enrolled, moment: Date): ContactRequest {
    const { campaign, carrier } = this.scenario;
    const { phone, addressState, addressCountry, timeZone, timeZoneStatedByPerson } = enrolled.lead;
    return {
      leadId: null,
      phone,
      addressState,
      addressCountry,
      timeZone,
      timeZoneStatedByPerson,
      phoneUsable: enrolled.phoneUsable,
      subject: campaign.subject,
      callerId: carrier.callerId,
      moment,
      channel: 'AI_VOICE',
      purpose: campaign.purpose,
      windows: campaign.windows,
      promised: isPromised(enrolled),
      conditions: attemptsOf(enrolled, campaign),
    };
  }

  private factsOf({ lead, dialedAt, optedOutAt, askedBackAt, declinedAt }: Enrolled): ContactFacts {
    const { company, campaign } = this.scenario;
    const called = dialedAt.map((at) => ({ at, channel: 'AI_VOICE' as const, subject: campaign.subject }));
    const revoked = optedOutAt ? [{ at: optedOutAt, scope: 'ALL' as const }] : [];
    return {
      seller: company.seller,
      history: {
        consents: lead.consents.map((consent): ConsentGrant => ({ ...consent, phone: lead.phone })),
        revocations: [...lead.revocations, ...revoked],
        attempts: [...lead.attempts, ...called],
        internalDncAt: lead.internalDncAt ?? optedOutAt,
        reassigned: lead.reassigned,
        relationship: null,
        inboundAt: askedBackAt ?? lead.inboundAt,
        declinedAt: declinedAt ?? lead.declinedAt,
        confirmationsSent: 0,
      },
      lists: lead.lists,
      holds: company.holds,
      narrowing: company.narrowing,
    };
  }
}

export function isPromised({ promisedAt, priority }: Enrolled): boolean {
  return promisedAt !== null && priority === PRIORITY.PROMISED;
}
