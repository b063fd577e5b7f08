/** The one spelling under which an address is stored and looked up. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Longest address (RFC 5321 section 4.5.3.1: 64 octets, the at sign, 255 octets). */
export const MAX_EMAIL_LENGTH = 320;

/** ASVS 5.0, 6.2.1 and 6.2.9: at least 8 characters, and at least 64 allowed. */
export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;
