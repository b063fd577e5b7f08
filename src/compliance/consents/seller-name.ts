/** True when two names are one, however they are spaced and capitalised. */
export function isSameSeller(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

/** Written consent has to name whom it permits to call (47 CFR 64.1200(f)(9)). */
export function namesSeller(text: string, seller: string): boolean {
  const name = folded(seller);
  return name !== '' && folded(text).includes(name);
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
