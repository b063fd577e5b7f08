/**
 * How a ticket is spoken of: the last eight digits of its id, `4F9A-02C7`. They are random (RFC 9562 section 5.7), so two tickets of one
 * person do not share them.
 */
export function ticketReference(id: string): string {
  const digits = id.slice(-8).toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** The last digits of the id of a ticket, from a reference as somebody says or types it; null when it is none. */
export function idEndOf(reference: string): string | null {
  const digits = reference
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}#]/gu, '')
    .toLowerCase();
  return /^[0-9a-f]{8}$/.test(digits) ? digits : null;
}
