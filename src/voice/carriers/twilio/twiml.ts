import { twiml } from 'twilio';
import type { AnswerPlan } from '../../carrier.port';
import { transferUrl } from './bridge/bridge-urls';
import { voiceUrl } from './callback-urls';
import { speakable } from '../../speakable';

type VoiceResponse = InstanceType<typeof twiml.VoiceResponse>;
type SayAttributes = Exclude<Parameters<VoiceResponse['say']>[0], string>;
type GatherAttributes = NonNullable<Parameters<VoiceResponse['gather']>[0]>;

/** Seconds of silence before an empty result is posted. */
const SILENCE_SECONDS = 5;

/** The TwiML of a plan (twilio.com/docs/voice/twiml). */
export function renderTwiml(plan: AnswerPlan, publicUrl: string): string {
  const response = new twiml.VoiceResponse();
  if (plan.kind === 'GATHER') gather(response, plan, publicUrl);
  if (plan.kind === 'SAY_AND_HANG_UP' || plan.kind === 'SAY_AND_TRANSFER') say(response, plan);
  if (plan.kind === 'SAY_AND_TRANSFER') {
    response.redirect({ method: 'POST' }, transferUrl('caller', { publicUrl, ...plan }));
  } else if (plan.kind !== 'GATHER') response.hangup();
  return response.toString();
}

/**
 * Talk, then listen to speech or one key. An empty result is posted as well, so silence comes back to us; the redirect is for
 * the case that it does not, and counts as silence.
 */
function gather(response: VoiceResponse, plan: Extract<AnswerPlan, { kind: 'GATHER' }>, publicUrl: string): void {
  const action = voiceUrl({ publicUrl, tenantId: plan.tenantId, callId: plan.callId }, plan.exchange + 1);
  const listening = response.gather({
    input: ['speech', 'dtmf'],
    action,
    method: 'POST',
    language: plan.language as GatherAttributes['language'],
    // `auto` is refused with the default speech model (error 13335).
    speechTimeout: 'auto',
    speechModel: 'experimental_conversations',
    timeout: SILENCE_SECONDS,
    numDigits: 1,
    actionOnEmptyResult: true,
  });
  say(listening, plan);
  response.redirect({ method: 'POST' }, action);
}

function say(
  target: { say(attributes: SayAttributes, message: string): unknown },
  { say: text, language, voice }: { say: string; language: string; voice: string },
): void {
  const words = speakable(text);
  if (words === '') return;
  target.say({ voice: voice as SayAttributes['voice'], language: language as SayAttributes['language'] }, words);
}
