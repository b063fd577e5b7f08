import { checkCriteria, type CriterionDraft } from './check-criteria';
import { fieldsFor } from './field-definitions';
import { STANDARD_RUBRIC } from './standard-rubric';

const good: CriterionDraft = { field: 'budget', operator: '>=', value: 10_000, weight: 30 };

describe('criteria that can be scored', () => {
  it('passes the standard rubric', () => {
    expect(checkCriteria(STANDARD_RUBRIC.criteria)).toEqual(STANDARD_RUBRIC.criteria);
  });

  it('gives exists no value', () => {
    expect(checkCriteria([{ field: 'location', operator: 'exists', weight: 1 }])[0]?.value).toBeNull();
  });

  it.each<[string, CriterionDraft]>([
    ['.operator', { ...good, operator: 'like' }],
    ['.operator', { ...good, field: 'timeline' }],
    ['.operator', { ...good, field: 'decision_maker', operator: 'contains', value: 'yes' }],
    ['.field', { ...good, field: 'Budget Size' }],
    ['.field', { ...good, field: 5 }],
    ['.weight', { ...good, weight: 0 }],
    ['.weight', { ...good, weight: -1 }],
    ['.weight', { ...good, weight: Number.POSITIVE_INFINITY }],
    ['.weight', { ...good, weight: Number.NaN }],
    ['.weight', { ...good, weight: 1e308 }],
    ['.weight', { ...good, weight: '30' }],
    ['.value', { ...good, value: '10000' }],
    ['.value', { ...good, value: null }],
    ['.value', { ...good, operator: 'exists', value: 1 }],
    ['.value', { ...good, operator: 'in', value: [] }],
    ['.value', { ...good, operator: 'in', value: [1, 'a'] }],
    ['.value', { ...good, operator: 'in', value: 'a' }],
    ['.value', { ...good, operator: 'between', value: 5 }],
    ['.value', { ...good, operator: 'between', value: [5] }],
    ['.value', { ...good, operator: 'between', value: [5, 4] }],
    ['.value', { ...good, operator: 'between', value: [5, '6'] }],
    ['.value', { ...good, value: { amount: 5, currency: 'QQQ' } }],
    ['.value', { ...good, value: { amount: '5', currency: 'AED' } }],
    ['.value', { ...good, value: { amount: [5, 6], currency: 'AED' } }],
    ['.value', { ...good, value: { amount: 5, currency: 'AED', more: 1 } }],
    ['.value', { ...good, value: { amount: 5, currency: 'AED', rates: { USD: 0 } } }],
    ['.value', { ...good, value: { amount: 5, currency: 'AED', rates: { AED: 1 } } }],
    ['.value', { ...good, value: { amount: 5, currency: 'AED', rates: null } }],
    ['.value', { ...good, operator: '==', value: { amount: 5, currency: 'AED' } }],
    ['.operator', { ...good, field: 'timeline', value: { amount: 5, currency: 'AED' } }],
    ['.required', { ...good, required: 'yes' }],
    ['.value', { field: 'pain_points', operator: 'contains', value: ['slow'], weight: 1 }],
    ['.value', { field: 'timeline', operator: 'in', value: ['immediate', 'soonish'], weight: 1 }],
    ['.value', { field: 'decision_maker', operator: '==', value: 'yes', weight: 1 }],
    ['.value', { field: 'location', operator: '==', value: { nested: true }, weight: 1 }],
  ])('names the place of a mistake: input.criteria[2]%s', (place, bad) => {
    expect(() => checkCriteria([good, good, bad])).toThrow(
      expect.objectContaining({ field: `input.criteria[2]${place}` }),
    );
  });

  it('takes sums in a currency, spans, and what is required', () => {
    const drafts: CriterionDraft[] = [
      { ...good, value: { amount: 800_000, currency: 'SAR', rates: { USD: 3.75 } }, required: true },
      { ...good, operator: 'between', value: { amount: [1, 2], currency: 'SAR' } },
      { field: 'bedrooms', operator: 'between', value: [2, 4], weight: 1 },
      { field: 'rent', operator: '<=', value: { amount: 5_000, currency: 'AED' }, weight: 1 },
    ];
    const criteria = checkCriteria(drafts);
    expect(criteria).toEqual(drafts);
    const fields = new Map(fieldsFor(criteria).map((field) => [field.name, field]));
    expect(fields.get('bedrooms')).toMatchObject({ kind: 'NUMBER' });
    expect(fields.get('bedrooms')?.isMoney).toBeUndefined();
    expect(fields.get('rent')).toMatchObject({ kind: 'NUMBER', isMoney: true });
    expect(checkCriteria([{ ...good, required: false }])[0]).not.toHaveProperty('required');
  });

  it('wants at least one and at most thirty', () => {
    expect(() => checkCriteria([])).toThrow(expect.objectContaining({ field: 'input.criteria' }));
    expect(() => checkCriteria(Array.from({ length: 31 }, () => good))).toThrow(
      expect.objectContaining({ field: 'input.criteria' }),
    );
  });

  it('does not compare a field of the tenant’s own as two kinds of thing', () => {
    const drafts = [
      { field: 'bedrooms', operator: '>=', value: 2, weight: 1 },
      { field: 'bedrooms', operator: '==', value: 'two', weight: 1 },
    ];
    expect(() => checkCriteria(drafts)).toThrow(expect.objectContaining({ field: 'input.criteria[1].value' }));
  });
});

describe('fields a conversation is searched for', () => {
  it('are the standard ones and the rubric’s own, by what they are compared with', () => {
    const criteria = checkCriteria([
      { field: 'bedrooms', operator: '>=', value: 2, weight: 1 },
      { field: 'furnished', operator: '==', value: true, weight: 1 },
      { field: 'view', operator: 'contains_any', value: ['sea', 'park'], weight: 1 },
      { field: 'pet', operator: 'exists', weight: 1 },
    ]);
    const fields = new Map(fieldsFor(criteria).map((field) => [field.name, field]));
    expect(fields.get('budget')?.kind).toBe('NUMBER');
    expect(fields.get('bedrooms')?.kind).toBe('NUMBER');
    expect(fields.get('furnished')?.kind).toBe('BOOLEAN');
    expect(fields.get('view')).toMatchObject({ kind: 'TEXT', choices: ['park', 'sea'] });
    expect(fields.get('pet')?.kind).toBe('TEXT');
    expect(fields.get('bedrooms')?.choices).toBeUndefined();
  });

  it('come with the rubric’s own words where a text is compared, standard or not', () => {
    const criteria = checkCriteria([
      { field: 'pain_points', operator: 'contains_any', value: ['slow', 'manual'], weight: 1 },
      { field: 'location', operator: '==', value: 'Dubai', weight: 1 },
      { field: 'location', operator: 'not_in', value: ['Ajman', 'Dubai'], weight: 1 },
    ]);
    const fields = new Map(fieldsFor(criteria).map((field) => [field.name, field]));
    expect(fields.get('pain_points')?.choices).toEqual(['manual', 'slow']);
    expect(fields.get('location')?.choices).toEqual(['Ajman', 'Dubai']);
    expect(fields.get('service_interest')?.choices).toBeUndefined();
    expect(fields.get('urgency')?.choices).toEqual(['high', 'medium', 'low']);
  });
});
