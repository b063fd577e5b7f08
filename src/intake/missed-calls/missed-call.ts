import { z } from 'zod';
import { readBody } from '../read-body';

const needed = (kind: string) => ({
  error: ({ input }: { input: unknown }) => (input === undefined ? 'is missing.' : `must be ${kind}.`),
});

/** A call of a person to the company that nobody took, as a telephone system tells it. */
const missedCall = z.strictObject({
  phone: z
    .string(needed('a phone number written as text'))
    .min(1, 'is missing.')
    .max(60, 'is too long to be a phone number.'),
  /** The sender's own id of the call. */
  callId: z.string(needed('a string')).regex(/^[\x20-\x7e]{1,200}$/, 'must have 1 to 200 printable ASCII characters.'),
  at: z.iso.datetime({ offset: true, error: 'must be a moment in ISO 8601 with an offset.' }).nullish(),
  calledNumber: z.string().max(60, 'is too long to be a phone number.').nullish(),
  name: z.string().max(200, 'is longer than 200 characters.').nullish(),
});

export type MissedCallReport = z.infer<typeof missedCall>;

/** @throws InvalidInput naming every field that cannot be used. */
export function readMissedCall(body: unknown): MissedCallReport {
  return readBody(missedCall, body);
}
