import type { ScoringRules } from './criterion';

/** For campaigns without a rubric of their own; every point can be earned by what a person says in three minutes. */
export const STANDARD_RUBRIC: ScoringRules = {
  criteria: [
    { field: 'budget', operator: 'exists', value: null, weight: 30 },
    { field: 'timeline', operator: 'in', value: ['immediate', 'within_month', 'within_quarter'], weight: 25 },
    { field: 'decision_maker', operator: '==', value: true, weight: 20 },
    { field: 'pain_points', operator: 'exists', value: null, weight: 25 },
  ],
  minScore: 70,
};
