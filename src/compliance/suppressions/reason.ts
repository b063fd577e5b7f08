import { BadUserInput } from '../../platform/errors/domain-error';

const LONGEST = 500;

/** Why somebody did it, for whoever reads it later. @throws BadUserInput naming `reason` when it is empty or too long. */
export function reasonOf(reason: string): string {
  const given = reason.trim();
  if (given === '') throw new BadUserInput('reason', 'must say why.');
  if (given.length > LONGEST) throw new BadUserInput('reason', `is longer than ${LONGEST} characters.`);
  return given;
}
