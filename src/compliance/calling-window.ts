/**
 * When a company or campaign may contact people, by weekday of the called person, `HH:MM` local time, start inclusive, end exclusive
 * (`24:00` is the end of the day). `null` is closed; an absent day is the legal window. It only ever narrows the legal window. A
 * window that cannot be read, or whose end is not after its start, is closed.
 */
export type CallingWindows = Partial<Record<Weekday, readonly [start: string, end: string] | null>>;

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
