import { BadUserInput } from '../../platform/errors/domain-error';
import { cleanLine } from '../clean-text';

const NAME_LENGTH = 200;
const KEYWORD_LENGTH = 100;
const MAX_KEYWORDS = 100;

/** @throws BadUserInput unless the text holds 1 to 200 characters. */
export function readName(field: string, text: string): string {
  const name = cleanLine(text);
  if (name === '') throw new BadUserInput(field, 'is missing.');
  if (name.length > NAME_LENGTH) throw new BadUserInput(field, `is longer than ${NAME_LENGTH} characters.`);
  return name;
}

/**
 * Keywords without blanks around them, each once whatever its case, in the order given.
 * @throws BadUserInput when one is empty or too long, or when there are too many.
 */
export function readKeywords(field: string, words: readonly string[]): string[] {
  const kept = new Map(words.map((word) => [cleanLine(word).toLowerCase(), cleanLine(word)]));
  if (kept.size > MAX_KEYWORDS) throw new BadUserInput(field, `has more than ${MAX_KEYWORDS} keywords.`);
  for (const word of kept.values()) {
    if (word === '') throw new BadUserInput(field, 'holds an empty keyword.');
    if (word.length > KEYWORD_LENGTH)
      throw new BadUserInput(field, `holds a keyword of more than ${KEYWORD_LENGTH} characters.`);
  }
  return [...kept.values()];
}
