import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { LeadFactStore } from '../facts/lead-fact-store.service';
import { RubricsService } from '../rubrics/rubrics.service';
import { STANDARD_RUBRIC } from '../rules/standard-rubric';
import { newestOf } from './assessment-rows';
import { knowledgeFrom, type Standing, standingOf } from './verdict';

/** What leads are worth by all that is known of them, computed where it is written down. */
@Injectable()
export class LeadWorth {
  constructor(
    private readonly work: UnitOfWork,
    private readonly facts: LeadFactStore,
    private readonly rubrics: RubricsService,
  ) {}

  /**
   * By what holds now, and the newest version of the rubric the lead was assessed by last; undefined when nothing has been read of it.
   * Nobody else scores the lead until the open unit of work ends: ask before you lock the lead itself, as everybody does.
   */
  async now(leadId: string): Promise<Standing | undefined> {
    return this.work.run(async (tx) => {
      const knowledge = knowledgeFrom(await this.facts.current(leadId));
      const newest = await newestOf(tx, leadId);
      if (!newest) return undefined;
      return standingOf(knowledge, newest.rubricId ? await this.rubrics.get(newest.rubricId) : STANDARD_RUBRIC);
    });
  }
}
