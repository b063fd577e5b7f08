/** Longest text a campaign may set; with the sentences the program adds it fits into what carriers take. */
export const MAX_FALLBACK_TEXT = 1_000;

const GAPS = ['name', 'company'] as const;

type Gap = (typeof GAPS)[number];

const GAP = /[{]([^{}]*)[}]/g;

/** Why a template cannot be used, as a sentence without its subject; null when it can. */
export function faultOfFallback(template: string): string | null {
  if (!template.trim()) return 'must say something.';
  if (template.length > MAX_FALLBACK_TEXT) return `must have at most ${MAX_FALLBACK_TEXT} characters.`;
  const unknown = [...template.matchAll(GAP)].find(([, gap]) => !isGap(gap));
  if (unknown) return `may have the gaps {name} and {company}, not ${unknown[0]}.`;
  return /[{}]/.test(template.replace(GAP, '')) ? 'has a brace that is no gap.' : null;
}

/** A gap nothing is known for closes, with the space before it. */
export function fillFallback(template: string, values: Readonly<Record<Gap, string | null>>): string {
  const filled = template.replace(/\s?[{](name|company)[}]/g, (found: string, gap: Gap) => {
    const value = values[gap]?.trim();
    return value ? `${/^\s/.test(found) ? found[0] : ''}${value}` : '';
  });
  return filled.trim();
}

function isGap(gap: string | undefined): gap is Gap {
  return GAPS.some((known) => known === gap);
}
