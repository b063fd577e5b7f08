/** A form name that belongs to a project. */
export interface FormRule {
  readonly id: string;
  readonly formName: string;
  readonly projectId: string;
}

/** A project by the words that give it away. */
export interface KeywordRule {
  readonly projectId: string;
  readonly keywords: readonly string[];
}

/** The rules of a tenant as `foldRules` makes them: every name in the one form that is compared. */
export interface FormRules {
  readonly mappings: readonly (FormRule & { readonly form: string })[];
  /** One for each keyword. */
  readonly keywords: readonly { readonly projectId: string; readonly word: string }[];
}

/** Folds every rule once, however many forms are to be matched. */
export function foldRules(mappings: readonly FormRule[], keywords: readonly KeywordRule[]): FormRules {
  return {
    mappings: mappings.map((mapping) => ({ ...mapping, form: folded(mapping.formName) })),
    keywords: keywords
      .flatMap(({ projectId, keywords: words }) => words.map((word) => ({ projectId, word: folded(word) })))
      .filter(({ word }) => word !== ''),
  };
}

export type FormMatch =
  | { readonly rule: 'EXACT' | 'PARTIAL'; readonly projectId: string; readonly mappingId: string }
  | { readonly rule: 'KEYWORD'; readonly projectId: string; readonly keyword: string }
  | { readonly rule: 'NONE' };

/** The names of the rules, in the order they are tried. */
export const FORM_RULES = ['EXACT', 'PARTIAL', 'KEYWORD', 'NONE'] as const;
export type FormRuleName = (typeof FORM_RULES)[number];

const NO_MATCH: FormMatch = { rule: 'NONE' };

/**
 * The project of a form. First a mapping of the same name; then a mapping whose name holds the form's name or is held by it, the
 * longest common text winning; then a project with a keyword in the form's name, the longest keyword winning. Case and repeated
 * blanks never matter. Ties are broken by name and id, so that the same rules give the same answer every time.
 */
export function matchForm(formName: string, rules: FormRules): FormMatch {
  const form = folded(formName);
  if (form === '') return NO_MATCH;
  return exact(form, rules.mappings) ?? partial(form, rules.mappings) ?? keyword(form, rules.keywords) ?? NO_MATCH;
}

function exact(form: string, mappings: FormRules['mappings']): FormMatch | undefined {
  const found = best(
    mappings.filter((mapping) => mapping.form === form),
    () => 0,
    (mapping) => [mapping.formName, mapping.id],
  );
  return found && { rule: 'EXACT', projectId: found.projectId, mappingId: found.id };
}

function partial(form: string, mappings: FormRules['mappings']): FormMatch | undefined {
  const found = best(
    mappings.filter((mapping) => overlap(form, mapping.form) > 0),
    (mapping) => overlap(form, mapping.form),
    (mapping) => [String(mapping.form.length).padStart(4, '0'), mapping.form, mapping.id],
  );
  return found && { rule: 'PARTIAL', projectId: found.projectId, mappingId: found.id };
}

function keyword(form: string, keywords: FormRules['keywords']): FormMatch | undefined {
  const found = best(
    keywords.filter(({ word }) => form.includes(word)),
    ({ word }) => word.length,
    ({ word, projectId }) => [word, projectId],
  );
  return found && { rule: 'KEYWORD', projectId: found.projectId, keyword: found.word };
}

/** Length of the shorter name when the other one holds it, else 0. */
function overlap(one: string, other: string): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return long.includes(short) ? short.length : 0;
}

/** The item of the greatest weight; among equals the one whose name comes first. */
function best<T>(
  items: readonly T[],
  weight: (item: T) => number,
  name: (item: T) => readonly string[],
): T | undefined {
  return [...items].sort((one, other) => weight(other) - weight(one) || compare(name(one), name(other)))[0];
}

function compare(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, i) => part !== other[i]);
  if (at < 0) return 0;
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
