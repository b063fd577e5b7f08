import { declareFact } from '../../platform/events/fact';

/** A person's text that the program has to act on or to answer by itself; ask `TextStore.find` for it, no words travel. */
export const TextCommandReceived = declareFact<{
  textId: string;
  /** True when the carrier has answered it itself. */
  isAnswered?: boolean;
}>('text.command-received');

/** The carrier has refused a text because the person told it to stop the number it came from. */
export const TextStoppedByCarrier = declareFact<{ textId: string }>('text.stopped-by-carrier');

/** A text somebody asked for under a key of their own was taken by the carrier, which did not get it to the person. */
export const TextUndelivered = declareFact<{ textId: string; requestKey: string }>('text.undelivered');

/** A text somebody asked for under a key of their own has provably never left. */
export const TextNeverSent = declareFact<{ textId: string; requestKey: string }>('text.never-sent');
