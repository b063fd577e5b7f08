import type { Check } from './case';

/** The number shown must be the company's own (47 CFR 64.1601(e)), and of the series the row asks for (India 140, Emirates). */
export const callerIdInvalid: Check = ({ question, inForce, marketing }) => {
  const { callerId, callerIdVerified, channel } = question.occasion;
  if (!callerIdVerified) return { reason: 'CALLER_ID_INVALID', because: { row: null, prefix: null } };
  if (channel !== 'AI_VOICE' && channel !== 'HUMAN_VOICE') return undefined;
  for (const { id, file } of inForce.prefixed) {
    const asked = file.caller_id_prefix_required;
    const prefixes = [asked?.any, marketing ? asked?.marketing : undefined].filter((prefix) => prefix !== undefined);
    const prefix = prefixes.find((one) => !callerId?.startsWith(one));
    if (prefix !== undefined) return { reason: 'CALLER_ID_INVALID', because: { row: id, prefix } };
  }
  return undefined;
};
