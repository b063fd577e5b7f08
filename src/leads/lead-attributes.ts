import type { Json } from './clean-text';

/** Whatever else is known of a lead, by name. */
export type Attributes = Readonly<Record<string, Json>>;

/** Characters of all attributes of one lead together, as JSON. */
export const ATTRIBUTES_LENGTH = 16_384;

export function attributesFit(attributes: Attributes): boolean {
  return JSON.stringify(attributes).length <= ATTRIBUTES_LENGTH;
}

/**
 * What is said now replaces what was said before, name by name, as far as one lead has room: a name whose value would pass the limit
 * stays as it was. So a person who writes often is never turned away for it; a web form is kept whole in its intake event.
 */
export function mergeAttributes(known: Attributes, said: Attributes): Attributes {
  const both = { ...known, ...said };
  if (attributesFit(both)) return both;
  return Object.entries(said).reduce<Attributes>((merged, [name, value]) => {
    const wider = { ...merged, [name]: value };
    return attributesFit(wider) ? wider : merged;
  }, known);
}
