import { z } from 'zod';
import { CONSENT_TEXT_LENGTH } from '../compliance/consents/read-consent';
import { isDeeperThan, MAX_NESTING } from '../platform/http/nesting';
import { readBody } from './read-body';
import { formConsent } from './web-form-consent';

const MAX_EXTRA_FIELDS = 50;
/** The form itself is one level. */
const FIELD_NESTING = MAX_NESTING - 1;

const text = (limit: number) => z.string().max(limit, `is longer than ${limit} characters.`).nullish();

/** What a web form posts. Fields we do not know are the form's own business and become attributes of the lead. */
const webForm = z
  .looseObject({
    name: text(200),
    firstName: text(100),
    lastName: text(100),
    phone: z
      .string({
        error: ({ input }) => (input === undefined ? 'is missing.' : 'must be a phone number written as text.'),
      })
      .min(1, 'is missing.')
      .max(60, 'is too long to be a phone number.'),
    email: text(254),
    company: text(200),
    message: text(5_000),
    source: text(100),
    formName: text(200),
    country: text(100),
    timeZone: text(100),
    address: z
      .strictObject({ line: text(300), city: text(120), state: text(80), postalCode: text(20), country: text(100) })
      .nullish(),
    consent: z
      .union(
        [
          z.boolean(),
          z.string().max(CONSENT_TEXT_LENGTH, `is longer than ${CONSENT_TEXT_LENGTH} characters.`),
          formConsent,
        ],
        'must be true, false, a text or an object.',
      )
      .nullish(),
  })
  .superRefine((form, context) => {
    for (const [field, value] of Object.entries(form)) {
      if (!isDeeperThan(FIELD_NESTING, value)) continue;
      context.addIssue({ code: 'custom', path: [field], message: `is nested more than ${FIELD_NESTING} levels deep.` });
    }
  })
  .refine((form) => Object.keys(form).length <= MAX_EXTRA_FIELDS + KNOWN.length, {
    message: `must have at most ${MAX_EXTRA_FIELDS} fields of its own.`,
  });

const KNOWN = [
  'name',
  'firstName',
  'lastName',
  'phone',
  'email',
  'company',
  'message',
  'source',
  'formName',
  'country',
  'timeZone',
  'address',
  'consent',
] as const;

export type WebForm = z.infer<typeof webForm>;

/** @throws InvalidInput naming every field that cannot be used. */
export function readWebForm(body: unknown): WebForm {
  return readBody(webForm, body);
}

/** Everything the form said beside the person's own data; the message is among it, the consent is not. */
export function attributesOf(form: WebForm): Record<string, unknown> {
  const own = Object.entries(form).filter(([field]) => !KNOWN.some((known) => known === field));
  return { ...Object.fromEntries(own), ...(form.message ? { message: form.message } : {}) };
}
