import { declareJob, type JobPayload } from '../platform/queues/job';

export interface AssessmentJob extends JobPayload {
  readonly assessmentId: string;
}

export interface RescoringJob extends JobPayload {
  readonly rescoringId: string;
}

/** Rung when a rubric is to be applied to what is known, and by the sweep when that stands still. */
export const RescoreLeads = declareJob<RescoringJob>({
  queue: 'qualification',
  name: 'rescore-leads',
  identity: ({ rescoringId }) => rescoringId,
  concurrency: 1,
});

/** Rung when a conversation has ended, and by the sweep when an assessment is due again. */
export const AssessConversation = declareJob<AssessmentJob>({
  queue: 'qualification',
  name: 'assess-conversation',
  identity: ({ assessmentId }) => assessmentId,
  concurrency: 8,
});
