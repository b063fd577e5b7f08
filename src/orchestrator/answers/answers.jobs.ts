import { declareJob, type JobPayload } from '../../platform/queues/job';

export interface AnswerJob extends JobPayload {
  readonly answerId: string;
}

/** Answers under way at once in one process: of all companies, and of one. */
const AT_ONCE = 20;
export const OF_ONE_COMPANY = 12;

/** Rung when a message was heard, and by the sweep when an answer is due again. */
export const AnswerMessage = declareJob<AnswerJob>({
  queue: 'answers',
  name: 'answer-message',
  identity: ({ answerId }) => answerId,
  concurrency: AT_ONCE,
});
