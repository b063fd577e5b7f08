import { z } from 'zod';
import { E164 } from '../../platform/values/phone-number';

/** What a company adds to the words the law demands of it. Nothing in it can take any of them away. */
export interface DisclosureSettings {
  /**
   * ALWAYS: every call says that it may be recorded and is transcribed. WHERE_REQUIRED: not where every place the person may be in is
   * known to be content with one party's knowledge.
   */
  readonly recordingNotice: 'ALWAYS' | 'WHERE_REQUIRED';
  /** What the call is about, in a few words that end a sentence: `homes in Miami`. */
  readonly purpose: string | null;
  /** One more sentence, said after all that is demanded. */
  readonly extraSentence: string | null;
  /**
   * Where people reach the company, E.164. Demanded of artificial voices during or after the message, and it may not be the number
   * that calls (47 CFR 64.1200(b)(2)).
   */
  readonly callbackNumber: string | null;
}

/** What holds for a company that has chosen nothing. */
export const DEFAULT_DISCLOSURE: DisclosureSettings = {
  recordingNotice: 'ALWAYS',
  purpose: null,
  extraSentence: null,
  callbackNumber: null,
};

const stored = z.object({
  recordingNotice: z.enum(['ALWAYS', 'WHERE_REQUIRED']).catch('ALWAYS'),
  purpose: z.string().trim().min(1).nullable().catch(null),
  extraSentence: z.string().trim().min(1).nullable().catch(null),
  callbackNumber: z.string().regex(E164).nullable().catch(null),
});

/** Settings as they are stored; a part that cannot be read is as if it had never been chosen. */
export function readDisclosureSettings(value: unknown): DisclosureSettings {
  const read = stored.safeParse(value ?? {});
  return read.success ? read.data : DEFAULT_DISCLOSURE;
}
