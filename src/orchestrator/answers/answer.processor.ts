import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../platform/queues/handles-job.decorator';
import { Answerer } from './answerer.service';
import { AnswerMessage, type AnswerJob } from './answers.jobs';

@Injectable()
export class AnswerProcessor {
  constructor(private readonly answerer: Answerer) {}

  @HandlesJob(AnswerMessage)
  async answerMessage({ answerId }: AnswerJob): Promise<void> {
    await this.answerer.answer(answerId);
  }
}
