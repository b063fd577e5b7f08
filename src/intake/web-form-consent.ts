import { z } from 'zod';
import type { SaidConsent } from '../compliance/consents/said-consent';

const words = z.string().nullish();
const flag = z.union([z.boolean(), z.string()], 'must be true or false.').nullish();
const list = z.union([z.array(z.string()), z.string()], 'must be a list of words.').nullish();

/** What a form may say of the consent it asked for; what else it says stays in the letter. */
export const formConsent = z.looseObject({
  agreed: flag,
  text: words,
  textHash: words,
  seller: words,
  channels: list,
  purposes: list,
  signature: words,
  automatedVoice: flag,
  notConditionOfPurchase: flag,
  invitedCall: flag,
  at: words,
  expiresAt: words,
  pageUrl: words,
  ip: words,
  userAgent: words,
  certificate: words,
  vendor: words,
  language: words,
  subject: words,
  statedTimeZone: words,
  statedAddress: words,
  uncheckedByDefault: flag,
});

export type FormConsent = z.infer<typeof formConsent>;

/** Who handed the form in: the person's browser, or the server of the website. */
export interface FormSender {
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
}

const YES = ['true', 'yes', 'y', '1', 'on'];
const NO = ['false', 'no', 'n', '0', 'off', ''];
/** What visitors choose, and forms put there by themselves, where nobody agreed: "No, thank you", "none", "I do not consent". */
const REFUSES =
  /^(?:not?|none|null|nil|undefined|n\/a|never|unchecked|declined?|refused?|denied|disagreed?)\b|\b(?:do not|don['’]?t|did not|didn['’]?t) (?:agree|consent|accept|want|wish|opt in)\b/i;

/** Longest name of a browser that is kept. */
const USER_AGENT_LENGTH = 500;

/**
 * What the person agreed to; null when they did not, or nobody asked. Only a form that says so itself, by `agreed`, is evidence of
 * written consent: a mere text or tick is prior express consent at most.
 */
export function consentOf(
  consent: boolean | string | FormConsent | null | undefined,
  sender: FormSender,
): SaidConsent | null {
  if (consent === null || consent === undefined) return null;
  const said = typeof consent === 'object' ? consent : wordsOf(consent);
  if (said.agreed !== null && said.agreed !== undefined && !isYes(said.agreed)) return null;
  const hasAgreed = said.agreed !== null && said.agreed !== undefined;
  if (!hasAgreed && !said.text?.trim()) return null;
  const { agreed: _agreed, ...rest } = said;
  return {
    ...rest,
    ...(hasAgreed ? {} : { type: 'PEC' }),
    source: 'WEB_FORM',
    requestIp: sender.ip,
    requestUserAgent: sender.userAgent?.slice(0, USER_AGENT_LENGTH),
  };
}

/** Of a field that is no object: a box that was ticked, or the words that were agreed to. */
function wordsOf(consent: boolean | string): FormConsent {
  if (typeof consent === 'boolean') return { agreed: consent };
  const word = consent.trim().toLowerCase();
  if (NO.includes(word) || REFUSES.test(word)) return { agreed: false };
  return YES.includes(word) ? { agreed: true } : { text: consent };
}

function isYes(value: boolean | string): boolean {
  return typeof value === 'boolean' ? value : YES.includes(value.trim().toLowerCase());
}
