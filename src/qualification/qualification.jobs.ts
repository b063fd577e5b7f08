import { declareJob, type JobPayload } from '../platform/queues/job';

export interface AssessmentJob extends JobPayload {
  readonly assessmentId: string;
}

/** Rung when a conversation has ended, and by the sweep when an assessment is due again. */
export const AssessConversation = declareJob<AssessmentJob>({
  queue: 'qualification',
  name: 'assess-conversation',
  identity: ({ assessmentId }) => assessmentId,
  concurrency: 8,
});
