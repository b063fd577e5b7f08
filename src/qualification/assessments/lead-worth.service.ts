import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { LeadFact } from '../facts/lead-fact.entity';
import { type FoundFacts, LeadFactStore } from '../facts/lead-fact-store.service';
import { RubricsService } from '../rubrics/rubrics.service';
import type { Assessment } from './assessment.entity';
import { newestOf, type ReadBy } from './assessment-rows';
import { knowledgeFrom, type Standing, standingOf, type Verdict, verdictOf } from './verdict';

type Assessed = Pick<Assessment, 'leadId' | 'conversationId' | 'rubricId'>;
type Read = ReadBy & Pick<FoundFacts, 'spokenAt' | 'reach'>;

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
  async after(assessed: Assessed, read: Read): Promise<{ verdict: Verdict; rubricVersion: number | null }> {
    const knowledge = knowledgeFrom(await this.kept(assessed, read));
    const { rules, rubricVersion } = await this.rubrics.held(assessed.rubricId);
    return { verdict: verdictOf(read.reading, rules, knowledge), rubricVersion };
  }

  private kept({ leadId, conversationId }: Assessed, read: Read): Promise<readonly LeadFact[]> {
    const { reading, extractor, extractionVersion, model, spokenAt, reach } = read;
    if (!extractor || !extractionVersion) return this.facts.current(leadId);
    const { facts } = reading;
    const found = { leadId, conversationId, facts, extractor, extractionVersion, model, spokenAt };
    return this.facts.keep(reach ? { ...found, reach } : found);
  }
}
