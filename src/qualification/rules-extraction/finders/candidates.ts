import { type Candidate, withoutOverlaps } from './candidate';
import { contactsIn } from './contacts';
import { datesIn, timesIn } from './moments';
import { namesIn } from './names';
import { numbersIn } from './numbers';
import { occasionsIn } from './occasions';

/** Everything in a turn that looks like a value; of what overlaps, what the surer finder found. */
export function candidatesIn(
  text: string,
  { timeIsAsked, dayIsAsked, isAgenda = false }: { timeIsAsked: boolean; dayIsAsked: boolean; isAgenda?: boolean },
): Candidate[] {
  const times = timesIn(text, timeIsAsked);
  const dates = datesIn(text, dayIsAsked);
  return withoutOverlaps([
    ...(isAgenda ? occasionsIn(text) : []),
    ...namesIn(text).filter(({ isMarked }) => isMarked === true),
    ...contactsIn(text),
    ...dates.filter(({ text: said }) => /\d[/-]\d/.test(said)),
    ...times,
    ...dates,
    ...numbersIn(text).filter(({ kind }) => kind === 'MONEY'),
    ...namesIn(text),
    ...numbersIn(text),
  ]);
}
