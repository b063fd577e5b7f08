import { isEmail } from 'class-validator';

/** Characters that end an address, begin another, or name a group in a header: nodemailer reads `a@x\r\nBcc: b@y` as b@y alone. */
const PERILOUS = /[\s,;:<>"()[\]\\]|\p{Cc}/u;

/** One plain mail address, and nothing a mail library could take for more. */
export function isMailAddress(text: string): boolean {
  return text.length <= 320 && !PERILOUS.test(text) && isEmail(text);
}
