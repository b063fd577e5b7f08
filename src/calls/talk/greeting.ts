/** Longest name that is spoken. */
const MAX_NAME = 60;

/** What the placeholders of a greeting stand for; absent ones are left out of the sentence. */
export interface GreetingValues {
  readonly name?: string | null;
  readonly company?: string | null;
  readonly project?: string | null;
}

/**
 * A greeting with `{name}`, `{company}` and `{project}` filled in; any other placeholder, or one nobody knows, disappears without
 * leaving a hole in the punctuation. Names come from strangers, so only what a name is made of is kept.
 */
export function fillGreeting(template: string, values: GreetingValues): string {
  const known: Readonly<Record<string, string | null | undefined>> = {
    name: values.name,
    company: values.company,
    project: values.project,
  };
  return template
    .replace(/\{\s*(\w+)\s*\}/g, (_, key: string) => nameable(Object.hasOwn(known, key) ? known[key] : null))
    .replace(/\s+([,.!?;:،؟।])/gu, '$1')
    .replace(/([,،])(?=[.!?؟।])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Letters, marks, digits and the punctuation of names, at most 60 characters. */
export function nameable(value: string | null | undefined): string {
  return nameableInFull(value ?? '')
    .slice(0, MAX_NAME)
    .trim();
}

/** The same of a name that has to be said in full: that of the company (47 CFR 64.1200(b)(1)). */
export function nameableInFull(value: string): string {
  return value
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}'’.&\- ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
