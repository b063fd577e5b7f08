import { ContactHours } from '../../compliance/contact-hours';
import { UNKNOWN_ZONE } from '../../compliance/dial-zone';
import { Judge } from '../../compliance/judge';
import type { CallingRules } from '../../compliance/rules/calling-rules';
import { startOfNextDay } from '../../platform/clock/local-days';
import { allowedAttempts } from '../rules/allowed-attempts';
import { AfterCall } from './after-call';
import { BinaryHeap } from './binary-heap';
import { CarrierTurns } from './carrier-turns';
import { DialDecision, isPromised } from './dial-decision';
import { DueLeads, type IsFull } from './due-leads';
import { Enrolled } from './enrolled';
import type { Callback, Ledger, LedgerCall, LedgerLead } from './ledger';
import { Phones, type Ringing } from './phone';
import type { Scenario, SimulatedLead } from './scenario';
import { Switchboard } from './switchboard';
import { ZoneHours } from './zone-hours';

/** How far a simulation has come. */
export interface SimulationProgress {
  /** Leads that are done with. */
  readonly done: number;
  readonly leads: number;
  readonly calls: number;
  /** Virtual time. */
  readonly now: Date;
}

export interface RunOptions {
  readonly onProgress?: (progress: SimulationProgress) => void;
  /** Decides on each attempt; the product's gate unless a test plants a fault. */
  readonly decision?: Pick<DialDecision, 'ask'>;
}

/** A call that is under way. */
interface Live {
  readonly enrolled: Enrolled;
  readonly agentId: string;
  readonly at: number;
  readonly ringing: Ringing;
}

const DAY_MS = 24 * 60 * 60_000;
const STEPS_PER_NEWS = 2_000;

/**
 * Plays a campaign to its end on a virtual clock: the claim's order, the gate's decisions, the hours and the planner are the
 * product's; the store is memory, the people are the emulator's, and the carrier starts calls at its rate and never fails.
 */
export class TimeMachine {
  private now: number;
  private dayEnds: number;
  private leftToday: number;
  private steps = 0;
  private done = 0;
  private readonly leads: Enrolled[];
  private readonly due = new DueLeads();
  private readonly live = new BinaryHeap<Live>(
    (one, other) =>
      endOf(one) < endOf(other) || (endOf(one) === endOf(other) && one.enrolled.index < other.enrolled.index),
  );
  private readonly turns: CarrierTurns;
  private readonly switchboard: Switchboard;
  private readonly isFull: IsFull = (agentId) => this.switchboard.isFull(agentId);
  private readonly phones: Phones;
  private readonly hours: ZoneHours;
  private readonly after: AfterCall;
  private readonly decision: Pick<DialDecision, 'ask'>;
  private readonly calls: LedgerCall[] = [];
  private readonly callbacks: Callback[] = [];
  private readonly withdrawn = new Map<string, number>();

  constructor(
    private readonly scenario: Scenario,
    leads: readonly SimulatedLead[],
    rules: CallingRules,
    private readonly options: RunOptions = {},
  ) {
    const { campaign, company, carrier, seed } = scenario;
    this.dayEnds = startOfNextDay(scenario.start, company.timeZone).getTime();
    this.leftToday = callsLeft(scenario, { ofCampaign: campaign.callsToday, ofCompany: company.callsToday });
    const hours = new ContactHours(rules, company.narrowing, company.holds);
    this.now = scenario.start.getTime();
    this.turns = new CarrierTurns(carrier.callsPerSecond);
    this.switchboard = new Switchboard(scenario);
    this.phones = new Phones(seed, { greeting: campaign.greeting, rules: campaign.rubric });
    this.hours = new ZoneHours(hours, campaign);
    this.after = new AfterCall(hours, scenario);
    this.decision = options.decision ?? new DialDecision(new Judge(rules), scenario);
    this.leads = leads.map((lead, index) => {
      const { key, timeZones } = rules.zoneOf(lead);
      return new Enrolled(index, lead, key, lead.timeZone ?? timeZones[0] ?? company.timeZone, this.now);
    });
  }

  run(): Ledger {
    for (const enrolled of this.leads) {
      if (isEnrolled(enrolled)) this.due.add(enrolled);
      else this.done += 1;
    }
    const end = this.now + this.scenario.days * DAY_MS;
    for (let next: number | undefined = this.now; next !== undefined && next <= end; next = this.dialAll()) {
      this.now = Math.max(this.now, next);
      this.endCalls();
      this.tell();
    }
    return {
      calls: this.calls,
      leads: this.ledgerOfLeads(),
      callbacks: this.callbacks,
      withdrawn: this.withdrawn,
      busiest: this.switchboard.busiest,
    };
  }

  /** Dials whoever may be dialed at this moment. @returns the next moment at which something happens; undefined when nothing will. */
  private dialAll(): number | undefined {
    for (;;) {
      const ended = this.live.first();
      const endsAt = ended && endOf(ended);
      if (!this.switchboard.hasRoom()) return endsAt;
      if (this.isDayFull()) return earlier(endsAt, this.due.size > 0 ? this.dayEnds : undefined);
      const turn = this.turns.nextAt(this.now);
      if (turn > this.now && this.due.size > 0 && this.due.next(this.now, this.hours, this.isFull) === this.now)
        return earlier(endsAt, turn);
      const enrolled = this.due.take(this.now, this.hours, this.isFull);
      if (!enrolled) return earlier(endsAt, this.due.next(this.now, this.hours, this.isFull));
      const { agentId, isCalled } = this.switchboard.seat(enrolled);
      enrolled.agentId = agentId;
      if (isCalled && agentId) this.place(enrolled, agentId);
      else this.due.add(enrolled);
    }
  }

  private place(enrolled: Enrolled, agentId: string): void {
    const moment = new Date(this.now);
    const verdict = this.decision.ask(enrolled, moment);
    this.turns.take(this.now);
    const { ringTimeoutSeconds } = { ...this.scenario.campaign, ...verdict };
    if (verdict.verdict === 'ALLOW') return this.dial(enrolled, agentId, ringTimeoutSeconds);
    this.withdrawn.set(verdict.reason, (this.withdrawn.get(verdict.reason) ?? 0) + 1);
    this.after.withdrawn(enrolled, verdict.reason, verdict.verdict === 'DEFER' ? verdict.until : undefined, moment);
    this.goOn(enrolled);
  }

  private dial(enrolled: Enrolled, agentId: string, ringTimeoutSeconds: number): void {
    const { campaign } = this.scenario;
    const { lead, timeZone } = enrolled;
    enrolled.state = 'IN_FLIGHT';
    enrolled.attempts += 1;
    enrolled.attemptsAllowed = allowedAttempts(campaign, enrolled.priority);
    enrolled.dialedAt.push(new Date(this.now));
    this.leftToday -= 1;
    const dialed = { phone: lead.phone, attempt: enrolled.attempts, at: this.now, timeZone };
    const ringing = this.phones.dial({ ...dialed, ringTimeoutSeconds, maxCallSeconds: campaign.maxCallSeconds });
    this.live.push({ enrolled, agentId, at: this.now, ringing });
    this.switchboard.begin(agentId);
    this.calls.push(this.entryOf(enrolled, agentId, ringing));
  }

  private entryOf(enrolled: Enrolled, agentId: string, ringing: Ringing): LedgerCall {
    const { zoneKey, dueAt, index, attempts, attemptsAllowed } = enrolled;
    const { ringMs, talkMs, pickedUpBy, outcome, replies, assessments } = ringing;
    return {
      lead: index,
      attempt: attempts,
      attemptsAllowed,
      agentId,
      dialedAt: this.now,
      pickedUpAt: pickedUpBy ? this.now + ringMs : null,
      endedAt: this.now + ringMs + talkMs,
      byPerson: pickedUpBy === 'PERSON',
      outcome,
      promised: isPromised(enrolled),
      waitedMs: this.now - Math.max(dueAt, this.hours.openSince(zoneKey, this.now)),
      replies,
      assessments,
    };
  }

  private endCalls(): void {
    for (let first = this.live.first(); first && endOf(first) <= this.now; first = this.live.first()) {
      this.live.pop();
      this.switchboard.end(first.agentId);
      this.conclude(first);
    }
  }

  private conclude(call: Live): void {
    const { enrolled, ringing } = call;
    const { outcome, callbackAt } = ringing;
    const moment = new Date(endOf(call));
    if (ringing.pickedUpBy === 'PERSON') enrolled.connected = true;
    if (outcome === 'OPTED_OUT') enrolled.optedOutAt = moment;
    if (outcome === 'NOT_INTERESTED') enrolled.declinedAt = moment;
    if (outcome === 'CALLBACK_REQUESTED') enrolled.askedBackAt = moment;
    if (outcome === 'WRONG_NUMBER' || outcome === 'INVALID_NUMBER') enrolled.phoneUsable = false;
    this.after.concluded(enrolled, outcome, moment, callbackAt);
    if (isPromised(enrolled) && callbackAt)
      this.callbacks.push({ lead: enrolled.index, promisedAt: callbackAt.getTime() });
    this.goOn(enrolled);
  }

  private goOn(enrolled: Enrolled): void {
    if (enrolled.state === 'WAITING') this.due.add(enrolled);
    else this.done += 1;
  }

  /** The day is the company's. */
  private isDayFull(): boolean {
    if (this.now >= this.dayEnds) {
      this.dayEnds = startOfNextDay(new Date(this.now), this.scenario.company.timeZone).getTime();
      this.leftToday = callsLeft(this.scenario, { ofCampaign: 0, ofCompany: 0 });
    }
    return this.leftToday <= 0;
  }

  private tell(): void {
    this.steps += 1;
    if (this.steps % STEPS_PER_NEWS !== 0) return;
    const { done, calls, leads } = this;
    this.options.onProgress?.({ done, leads: leads.length, calls: calls.length, now: new Date(this.now) });
  }

  private ledgerOfLeads(): LedgerLead[] {
    return this.leads.map((enrolled) => {
      const { index: lead, outcome, endReason, heldBy, attempts, connected } = enrolled;
      const state = isEnrolled(enrolled) ? (enrolled.state === 'ENDED' ? 'ENDED' : 'WAITING') : 'NOT_ENROLLED';
      return { lead, state, outcome, endReason, heldBy, attempts, connected };
    });
  }
}

/** As leads are put into a campaign: those who can never be called are left out. */
function isEnrolled({ lead, zoneKey }: Enrolled): boolean {
  return lead.standing !== null || (lead.phoneUsable && zoneKey !== UNKNOWN_ZONE.key && lead.internalDncAt === null);
}

/** Calls of a day of which so many are made. */
function callsLeft({ campaign, company }: Scenario, made: { ofCampaign: number; ofCompany: number }): number {
  return Math.min(
    campaign.dailyCallLimit - made.ofCampaign,
    company.dailyCallLimit === null ? Infinity : company.dailyCallLimit - made.ofCompany,
  );
}

function endOf({ at, ringing }: Live): number {
  return at + ringing.ringMs + ringing.talkMs;
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}
