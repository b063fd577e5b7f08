/** True when two names are one, however they are spaced and capitalised. */
export function isSameSeller(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

/** Latin words stand alone; in Arabic a preposition is written in one with the name. */
const LETTER = '[\\p{Script=Latin}\\p{N}]';

/** Written consent has to name whom it permits to call (47 CFR 64.1200(f)(9)); a part of another word is no name. */
export function namesSeller(text: string, seller: string): boolean {
  const name = folded(seller).replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return name !== '' && new RegExp(`(?<!${LETTER})${name}(?!${LETTER})`, 'u').test(folded(text));
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
