import type { Heard, RawWebhook } from '../../carrier.port';
import { fieldsOf } from './twilio-values';

/**
 * Reads what a `<Gather>` heard (twilio.com/docs/voice/twiml/gather). The first question of a call, and silence, carry no result.
 * @throws BadUserInput without a CallSid.
 */
export function readTwilioHeard(webhook: RawWebhook): { providerCallId: string; heard: Heard } {
  const { field, providerCallId } = fieldsOf(webhook);
  const confidence = Number(field('Confidence'));
  const digits = field('Digits');
  return {
    providerCallId,
    heard: {
      text: field('SpeechResult') ?? '',
      // A score of 0 is no score.
      ...(confidence > 0 && confidence <= 1 ? { confidence } : {}),
      ...(digits ? { digits } : {}),
    },
  };
}
