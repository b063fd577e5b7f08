import type { Criterion, Known } from './criterion';
import { fieldsFor } from './field-definitions';
import { nextQuestionOf } from './next-question';
import { decisionOf, scoreOf } from './score';

const CRITERIA: Criterion[] = [
  { field: 'budget', operator: '>=', value: 777_000, weight: 30 },
  { field: 'budget', operator: '<=', value: 999_000, weight: 15 },
  { field: 'timeline', operator: 'in', value: ['immediate'], weight: 35 },
  { field: 'view', operator: 'contains', value: 'sea', weight: 20 },
];

function ask(
  facts: Record<string, Known>,
  refused: string[] = [],
  criteria = CRITERIA,
  asked: Record<string, number> = {},
) {
  const set = new Set(refused);
  const score = scoreOf(criteria, facts, set);
  const standing = { ...score, decision: decisionOf(score, { minScore: 60 }) };
  return nextQuestionOf(standing, set, fieldsFor(criteria), new Map(Object.entries(asked)));
}

describe('the best next question', () => {
  it('is about what weighs most of all that is open', () => {
    expect(ask({})?.field).toBe('budget');
    expect(ask({ budget: 800_000 })?.field).toBe('timeline');
    expect(ask({ budget: 800_000, timeline: 'immediate' })?.field).toBe('view');
    expect(ask({ budget: 800_000, timeline: 'immediate', view: ['sea view'] })).toBeNull();
  });

  it('is about what is required first', () => {
    const needed = CRITERIA.map((criterion) => ({ ...criterion, required: criterion.field === 'view' }));
    expect(ask({}, [], needed)?.field).toBe('view');
  });

  it('is not asked again of whoever refused, nor when nothing can change any more', () => {
    expect(ask({}, ['budget'])?.field).toBe('timeline');
    expect(ask({ timeline: 'later', view: ['garden'] })).toBeNull();
  });

  it('is not what was just asked in vain, as long as there is another, and is never asked a third time', () => {
    const asked = (times: Record<string, number>): string | undefined => ask({}, [], CRITERIA, times)?.field;
    expect(asked({ budget: 1 })).toBe('timeline');
    expect(asked({ budget: 1, timeline: 1, view: 1 })).toBe('budget');
    expect(asked({ budget: 2, timeline: 1, view: 1 })).toBe('timeline');
    expect(asked({ budget: 2, timeline: 2, view: 2 })).toBeUndefined();
  });

  it('tells neither thresholds nor weights', () => {
    const text = JSON.stringify(ask({}));
    for (const secret of ['777', '999', '30', '15', '45', '>=', 'weight']) expect(text).not.toContain(secret);
    expect(ask({ budget: 800_000, timeline: 'immediate' })).toEqual({
      field: 'view',
      description: 'What the person says about: view.',
      suggestion: 'What about view?',
    });
  });
});
