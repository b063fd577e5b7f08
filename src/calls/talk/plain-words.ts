/** Words as they are compared: lower case, without accents, vowel marks, hamza, nukta or apostrophes; other marks are spaces. */
export function plainWords(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u093c]/gu, '')
    .normalize('NFC')
    .replace(/['’‘`´]/gu, '')
    .replace(/\u0649/gu, '\u064a')
    .replace(/\u0629/gu, '\u0647')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
