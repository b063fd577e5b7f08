/** Alphabets the languages of our agents are written in. */
export type Script = 'ARABIC' | 'DEVANAGARI' | 'LATIN';

const LETTERS: readonly (readonly [Script, RegExp])[] = [
  ['ARABIC', /\p{Script=Arabic}/u],
  ['DEVANAGARI', /\p{Script=Devanagari}/u],
  ['LATIN', /\p{Script=Latin}/u],
];

const LETTER = /\p{L}/gu;

/** The script most letters are of; undefined without letters or in any other. */
export function scriptOf(text: string): Script | undefined {
  const letters = text.match(LETTER) ?? [];
  return LETTERS.find(([, script]) => letters.filter((letter) => script.test(letter)).length > letters.length / 2)?.[0];
}

/** Whether any letter is of the script: a title in Latin letters can outnumber the Arabic words around it. */
export function hasScript(text: string, script: Exclude<Script, 'LATIN'>): boolean {
  return script === 'ARABIC' ? /\p{Script=Arabic}/u.test(text) : /\p{Script=Devanagari}/u.test(text);
}
