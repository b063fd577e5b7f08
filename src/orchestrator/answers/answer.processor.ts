import { Injectable } from '@nestjs/common';
import { CompanyShare } from '../../platform/queues/company-share';
import { HandlesJob } from '../../platform/queues/handles-job.decorator';
import { Sweeps } from '../../platform/queues/sweeps';
import { Answerer } from './answerer.service';
import { AnswerMessage, type AnswerJob, OF_ONE_COMPANY } from './answers.jobs';

/** Answers of one company, however many people write to it, leave room for those of others. */
@Injectable()
export class AnswerProcessor {
  private readonly share: CompanyShare<AnswerJob>;

  constructor(
    private readonly answerer: Answerer,
    sweeps: Sweeps,
  ) {
    this.share = new CompanyShare(OF_ONE_COMPANY, sweeps.stop);
  }

  @HandlesJob(AnswerMessage)
  async answerMessage(job: AnswerJob): Promise<void> {
    await this.share.run(job, ({ answerId }) => this.answerer.answer(answerId));
  }
}
