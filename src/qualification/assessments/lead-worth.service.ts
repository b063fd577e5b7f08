import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { LeadFact } from '../facts/lead-fact.entity';
import { type FoundFacts, LeadFactStore } from '../facts/lead-fact-store.service';
import { RubricsService, type ScoringBasis } from '../rubrics/rubrics.service';
import { NOT_THE_LEAD } from '../rules/outcome';
import type { Assessment } from './assessment.entity';
import { newestOf, type ReadBy, type ScoredBy } from './assessment-rows';
import { type Knowledge, knowledgeFrom, type Standing, standingOf, type Verdict, verdictOf } from './verdict';

type Assessed = Pick<Assessment, 'leadId' | 'conversationId' | 'rubricId'>;
type ReadOn = Assessed & Pick<Assessment, 'id' | 'callId' | 'status'>;
type Read = ReadBy & Pick<FoundFacts, 'spokenAt' | 'reach'>;

/** What a conversation came to, and by what. */
export interface Scored {
  readonly verdict: Verdict;
  readonly by: ScoredBy;
}

/**
 * What leads are worth by all that is known of them, computed where it is written down: until the open unit of work ends nobody else
 * adds to that, scores the lead, or saves another version of its rubric. Ask before you lock the lead itself, as everybody does.
 */
@Injectable()
export class LeadWorth {
  constructor(
    private readonly work: UnitOfWork,
    private readonly facts: LeadFactStore,
    private readonly rubrics: RubricsService,
  ) {}

  /** By the newest version of the rubric the lead was assessed by last; undefined when nothing has been read of it. */
  async now(leadId: string): Promise<Standing | undefined> {
    return this.work.run(async (tx) => {
      const knowledge = knowledgeFrom(await this.facts.current(leadId));
      const newest = await newestOf(tx, leadId);
      return newest && standingOf(knowledge, (await this.rubrics.held(newest.rubricId)).rules);
    });
  }

  /** Once what was read in a conversation is added, by the newest version of its rubric: the reading began with an older one, maybe. */
  async after(assessed: Assessed, read: Read): Promise<Scored> {
    const knowledge = knowledgeFrom(await this.kept(assessed, read));
    const { rubricId } = assessed;
    return scored(rubricId, await this.rubrics.held(rubricId), read, knowledge);
  }

  /**
   * The same of a conversation that was read before or goes on. The lead is scored by the rubric it was assessed by last, as whoever scores
   * it again does: words in an older conversation move it to no other rubric. That is what is written down of the conversation too, but
   * of a call, which tells what it came to by the rubric it was made for.
   */
  async afterMore(assessed: ReadOn, read: Read): Promise<{ readonly own: Scored; readonly lead: Verdict }> {
    return this.work.run(async (tx) => {
      const knowledge = knowledgeFrom(await this.kept(assessed, read));
      const isChosen = assessed.status === 'PENDING' && assessed.rubricId !== null;
      const except = NOT_THE_LEAD.has(read.reading.signal) ? assessed.id : null;
      const { rubricId } = isChosen ? assessed : ((await newestOf(tx, assessed.leadId, { except })) ?? assessed);
      const lead = scored(rubricId, await this.rubrics.held(rubricId), read, knowledge);
      if (!assessed.callId || assessed.rubricId === rubricId) return { own: lead, lead: lead.verdict };
      // Not held: whoever applies its next version looks at the last assessment of each lead alone.
      const basis = await this.rubrics.newest(assessed.rubricId);
      return { own: scored(assessed.rubricId, basis, read, knowledge), lead: lead.verdict };
    });
  }

  /** What strangers and machines said is none of it; what rules took for words of the lead, and a model for theirs, is taken back. */
  private kept({ leadId, conversationId }: Assessed, read: Read): Promise<readonly LeadFact[]> {
    const { reading, extractor, extractionVersion, model, spokenAt, reach } = read;
    if (!extractor || !extractionVersion) return this.facts.current(leadId);
    const facts = NOT_THE_LEAD.has(reading.signal) ? [] : reading.facts;
    const found = { leadId, conversationId, facts, extractor, extractionVersion, model, spokenAt };
    return this.facts.keep(reach ? { ...found, reach } : found);
  }
}

function scored(
  rubricId: string | null,
  { rules, rubricVersion }: ScoringBasis,
  { reading }: Read,
  knowledge: Knowledge,
): Scored {
  return { verdict: verdictOf(reading, rules, knowledge), by: { rubricId, rubricVersion } };
}
