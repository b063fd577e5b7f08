/** Lower case letters, digits and hyphens, not beginning with a hyphen, 1 to 63 characters: a DNS label (RFC 1123). */
export const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

const ROOM_FOR_SUFFIX = 50;

/** A short name made from a company's name; `company` where nothing Latin is left of it. */
export function slugOf(name: string): string {
  const latin = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = latin.replaceAll(/[^a-z0-9]+/g, '-').slice(0, ROOM_FOR_SUFFIX);
  return words.replaceAll(/^-+|-+$/g, '') || 'company';
}
