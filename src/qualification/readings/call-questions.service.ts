import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { ExpiringCache } from '../../platform/clock/expiring-cache';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { CaseFiles, type ScoringTerms } from '../assessments/case-files.service';
import type { SpokenTurn } from '../evidence/verify-facts';
import { LeadFacts } from '../facts/lead-facts.service';
import { extractByRules } from '../rules-extraction/extract-by-rules';
import { STANDARD_FIELDS } from '../rules/field-definitions';
import type { NextQuestion } from '../rules/next-question';
import { type CallReading, questionIn, readOn, unread } from './call-reading';

/** A call that goes on. */
export interface LiveCall {
  readonly callId: string;
  readonly leadId: string;
  /** Null for the standard rubric. */
  readonly rubricId: string | null;
}

interface Progress {
  readonly terms: ScoringTerms;
  reading: CallReading;
}

/** What was on file of a lead when the phone was picked up is not read again for so long. */
const KEPT_MS = 5 * 60_000;
const MOST_CALLS = 2_000;

const WARM_UP: readonly SpokenTurn[] = [
  { seq: 1, speaker: 'AGENT', text: 'What budget do you have in mind, and how soon do you want to decide?' },
  { seq: 2, speaker: 'LEAD', text: 'About 800,000 dollars, next month, and I decide with my wife.' },
];

/**
 * What is worth asking on a call, by rules alone: no model, and no statement beside those that read what is on file once. How far a
 * call has been read is kept in this process; another one reads it from the beginning.
 */
@Injectable()
export class CallQuestions implements OnApplicationBootstrap {
  private readonly calls: ExpiringCache<Progress>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly files: CaseFiles,
    private readonly facts: LeadFacts,
    private readonly clock: Clock,
  ) {
    this.calls = new ExpiringCache(clock, { ttlMs: KEPT_MS, maxEntries: MOST_CALLS });
  }

  /** The first reading of a process takes a tenth of a second, in which nobody else is served: it is done before anybody calls. */
  onApplicationBootstrap(): void {
    extractByRules({ turns: WARM_UP }, STANDARD_FIELDS);
  }

  /** Reads what is on file. @throws NotFound, LeadNotFound */
  async prepare(call: LiveCall): Promise<void> {
    await this.progressOf(call);
  }

  /** Null when nothing is worth asking any more. @throws NotFound, LeadNotFound */
  async next(call: LiveCall, conversationId: string, turns: readonly SpokenTurn[]): Promise<NextQuestion | null> {
    const progress = await this.progressOf(call);
    const terms = { ...progress.terms, tenantId: currentTenantId(), leadId: call.leadId, conversationId };
    const reading = readOn(progress.reading, turns, terms, this.clock.now());
    const question = questionIn(reading, terms);
    progress.reading = { ...reading, advised: question?.field ?? null };
    return question;
  }

  private progressOf(call: LiveCall): Promise<Progress> {
    return this.calls.get(`${currentTenantId()}:${call.callId}`, () =>
      this.work.run(async () => ({
        terms: await this.files.termsOf(call),
        reading: unread(await this.facts.of(call.leadId)),
      })),
    );
  }
}
