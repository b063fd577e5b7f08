import type { CallingWindows } from '../../compliance/calling-window';
import type { ListCopies } from '../../compliance/list-standing';
import type {
  ConsentGrant,
  ConsentRevocation,
  ContactAttempt,
  ContactHistory,
  EmergencyHold,
  Narrowing,
} from '../../compliance/rules/contact-question';
import type { ScoringRules } from '../../qualification/rules/criterion';
import type { ModelUsage } from '../../usage/model-usage';
import type { CampaignPurpose } from '../campaign.entity';
import type { RetryPolicy } from '../rules/retry-policy';

/** Everything a simulated campaign depends on but its leads. Plain values: it crosses to a worker thread as it is. */
export interface Scenario {
  readonly name: string;
  readonly start: Date;
  /** Every draw depends on it: the same scenario, leads and seed give the same report, byte for byte. */
  readonly seed: number;
  /** Days of virtual time after which the simulation stops, whoever still waits. */
  readonly days: number;
  readonly company: SimulatedCompany;
  readonly campaign: SimulatedCampaign;
  readonly carrier: SimulatedCarrier;
  readonly model: SimulatedModel;
}

export interface SimulatedCompany {
  /** Legal name, as consents have to name it. */
  readonly seller: string;
  /** IANA zone; its days are those of daily limits and of the report. */
  readonly timeZone: string;
  readonly maxConcurrentCalls: number;
  /** Calls of all campaigns per day; null is no limit. */
  readonly dailyCallLimit: number | null;
  /** Calls already made on the day on which it begins, of all campaigns. */
  readonly callsToday: number;
  /** Within this a callback is kept. */
  readonly callbackToleranceSeconds: number;
  readonly narrowing: Narrowing;
  readonly holds: readonly EmergencyHold[];
}

export interface SimulatedAgent {
  readonly id: string;
  readonly name: string;
  /** Weight among the agents of the campaign; null when nobody asked for a split. */
  readonly share: number | null;
  /** Calls at once of this agent; null without a limit of its own. */
  readonly limit: number | null;
}

export interface SimulatedCampaign {
  readonly purpose: CampaignPurpose;
  readonly windows: CallingWindows;
  readonly maxAttempts: number;
  readonly maxConcurrentCalls: number;
  readonly dailyCallLimit: number;
  /** Of the company's `callsToday`, its own. */
  readonly callsToday: number;
  readonly ringTimeoutSeconds: number;
  readonly maxCallSeconds: number;
  readonly retryPolicy: RetryPolicy;
  readonly rubric: ScoringRules;
  readonly agents: readonly SimulatedAgent[];
  /** What it is about, for caps that count by subject; null counts as every subject. */
  readonly subject: string | null;
  /** First words of a call, as they are read out. */
  readonly greeting: string;
}

export interface SimulatedCarrier {
  readonly callsPerSecond: number;
  /** Calls at once on the account; null is no limit. */
  readonly concurrentCalls: number | null;
  /** Part of each number of calls at once that is kept for hot leads, per cent. */
  readonly reservePercent: number;
  /** Millionths of a US dollar per minute begun, of answered calls. */
  readonly microsPerMinute: number;
  /** E.164. */
  readonly callerId: string;
}

/** What one answer of a language model takes, and which models answer. */
export interface SimulatedModel {
  readonly fast: string;
  readonly strong: string;
  readonly perReply: ModelUsage;
  readonly perAssessment: ModelUsage;
}

/** A person to be called, with everything on record about the number. */
export interface SimulatedLead {
  /** E.164. */
  readonly phone: string;
  readonly addressState: string | null;
  readonly addressCountry: string | null;
  readonly timeZone: string | null;
  readonly timeZoneStatedByPerson: boolean;
  readonly phoneUsable: boolean;
  /** Each is of this number. */
  readonly consents: readonly Omit<ConsentGrant, 'phone'>[];
  readonly revocations: readonly ConsentRevocation[];
  readonly attempts: readonly ContactAttempt[];
  readonly internalDncAt: Date | null;
  readonly lists: readonly ListCopies[];
  readonly reassigned: ContactHistory['reassigned'];
  readonly inboundAt: Date | null;
  readonly declinedAt: Date | null;
  /** Where the lead stands in the campaign; null when it is only to be enrolled. */
  readonly standing: SimulatedStanding | null;
}

export interface SimulatedStanding {
  readonly priority: number;
  readonly dueAt: Date;
  readonly attempts: number;
  readonly busyCount: number;
  readonly failedCount: number;
  readonly noAnswerCount: number;
  readonly voicemailCount: number;
  readonly agentId: string | null;
  readonly promisedAt: Date | null;
}
