import { declareJob, type JobPayload } from '../../platform/queues/job';

export interface AnswerJob extends JobPayload {
  readonly answerId: string;
}

/** Rung when a message was heard, and by the sweep when an answer is due again. */
export const AnswerMessage = declareJob<AnswerJob>({
  queue: 'answers',
  name: 'answer-message',
  identity: ({ answerId }) => answerId,
  concurrency: 20,
});
