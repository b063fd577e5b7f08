/** A number as ITU-T E.164 has it: a plus sign, no leading zero, at most 15 digits. Says nothing about whether it is in use. */
export const E164 = /^\+[1-9]\d{6,14}$/;
