import { foldRules, type FormRule, type KeywordRule, matchForm } from './form-matching';

const mappings: FormRule[] = [
  { id: 'm1', formName: 'Marina Heights', projectId: 'marina' },
  { id: 'm2', formName: 'Marina Heights Brochure', projectId: 'brochure' },
  { id: 'm3', formName: 'Contact', projectId: 'contact' },
  { id: 'm4', formName: 'Lakeview — Villas', projectId: 'lakeview' },
];
const keywords: KeywordRule[] = [
  { projectId: 'villas', keywords: ['villa', 'townhouse'] },
  { projectId: 'luxury', keywords: ['luxury villa', ''] },
];
const rules = foldRules(mappings, keywords);

describe('matchForm', () => {
  it.each([
    ['Marina Heights', 'EXACT', 'marina'],
    ['  marina   HEIGHTS ', 'EXACT', 'marina'],
    ['LAKEVIEW — VILLAS', 'EXACT', 'lakeview'],
    ['Marina Heights 2026', 'PARTIAL', 'marina'],
    ['marina heights brochure download', 'PARTIAL', 'brochure'],
    ['Heights', 'PARTIAL', 'marina'],
    ['contact us', 'PARTIAL', 'contact'],
    ['Contact about a villa', 'PARTIAL', 'contact'],
    ['Beachvillas landing page', 'KEYWORD', 'villas'],
    ['Luxury Villa open day', 'KEYWORD', 'luxury'],
    ['TOWNHOUSE', 'KEYWORD', 'villas'],
  ])('%j matches by %s: %s', (form, rule, projectId) => {
    expect(matchForm(form, rules)).toMatchObject({ rule, projectId });
  });

  it.each(['', '   ', 'Newsletter', 'ｎｅｗｓ'])('%j matches nothing', (form) => {
    expect(matchForm(form, rules)).toEqual({ rule: 'NONE' });
  });

  it('says which mapping or keyword it was', () => {
    expect(matchForm('contact', rules)).toEqual({ rule: 'EXACT', projectId: 'contact', mappingId: 'm3' });
    expect(matchForm('my townhouse', rules)).toEqual({ rule: 'KEYWORD', projectId: 'villas', keyword: 'townhouse' });
  });

  it('does not depend on the order of the rules', () => {
    const reversed = foldRules([...mappings].reverse(), [...keywords].reverse());
    for (const form of ['Marina Heights 2026', 'Heights', 'luxury villa', 'a', 'marina heights broch']) {
      expect(matchForm(form, reversed)).toEqual(matchForm(form, rules));
    }
  });

  it('prefers, of two equally long overlaps, the closer name', () => {
    const two = foldRules(
      [
        { id: 'far', formName: 'Open House Downtown', projectId: 'far' },
        { id: 'near', formName: 'Open House 2', projectId: 'near' },
      ],
      [],
    );
    expect(matchForm('open house', two)).toMatchObject({ projectId: 'near' });
  });

  it('finds nothing without rules', () => {
    expect(matchForm('Contact', foldRules([], []))).toEqual({ rule: 'NONE' });
  });
});
