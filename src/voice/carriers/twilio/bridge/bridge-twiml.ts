import { twiml } from 'twilio';
import type { BridgePlan, SpokenWords } from '../../../bridge.port';
import { speakable } from '../../../speakable';
import { legUrl, transferUrl } from './bridge-urls';

type VoiceResponse = InstanceType<typeof twiml.VoiceResponse>;
type SayAttributes = Exclude<Parameters<VoiceResponse['say']>[0], string>;

/** Seconds a colleague has for the key once everything was said. */
const KEY_SECONDS = 10;
/** Seconds between two times the caller is told that they are not forgotten. */
const WAIT_SECONDS = 10;

/** The TwiML of a plan (twilio.com/docs/voice/twiml/conference, /gather). */
export function renderBridgeTwiml(plan: BridgePlan, publicUrl: string): string {
  const response = new twiml.VoiceResponse();
  if (plan.words) say(response, plan.words);
  switch (plan.kind) {
    case 'HOLD':
      enterAsCaller(response, { publicUrl, ...plan });
      break;
    case 'WAIT':
      response.pause({ length: WAIT_SECONDS });
      response.redirect({ method: 'POST' }, transferUrl('hold', { publicUrl, ...plan }));
      break;
    case 'ASK':
      return ask(plan, publicUrl);
    case 'JOIN':
      enterAsColleague(response, plan.transferId);
      break;
    default:
      response.hangup();
  }
  return response.toString();
}

/** The name of a room is the account's, so it is the id of the transfer. */
export function roomOf(transferId: string): string {
  return `transfer-${transferId}`;
}

/** The talk begins when a colleague comes in, and nobody is kept in an empty room. */
function enterAsCaller(response: VoiceResponse, of: { publicUrl: string; tenantId: string; transferId: string }): void {
  const dial = response.dial({ action: transferUrl('left', of), method: 'POST' });
  dial.conference(
    {
      startConferenceOnEnter: false,
      endConferenceOnExit: true,
      beep: 'false',
      participantLabel: 'caller',
      waitUrl: transferUrl('hold', of),
      waitMethod: 'POST',
      statusCallback: transferUrl('room', of),
      statusCallbackMethod: 'POST',
      statusCallbackEvent: ['start', 'end', 'join', 'leave'],
    },
    roomOf(of.transferId),
  );
}

function enterAsColleague(response: VoiceResponse, transferId: string): void {
  response
    .dial()
    .conference(
      { startConferenceOnEnter: true, endConferenceOnExit: true, beep: 'false', participantLabel: 'colleague' },
      roomOf(transferId),
    );
  response.hangup();
}

/**
 * Only a key accepts: speech would let the greeting of a voicemail do it. An empty result is posted as well; the redirect is for the case
 * that it is not.
 */
function ask(plan: Extract<BridgePlan, { kind: 'ASK' }>, publicUrl: string): string {
  const response = new twiml.VoiceResponse();
  const action = legUrl('key', { publicUrl, ...plan });
  const listening = response.gather({
    input: ['dtmf'],
    action,
    method: 'POST',
    numDigits: 1,
    timeout: KEY_SECONDS,
    actionOnEmptyResult: true,
  });
  say(listening, plan.words);
  response.redirect({ method: 'POST' }, action);
  return response.toString();
}

function say(
  target: { say(attributes: SayAttributes, message: string): unknown },
  { say: text, language, voice }: SpokenWords,
): void {
  const words = speakable(text);
  if (words === '') return;
  target.say({ voice: voice as SayAttributes['voice'], language: language as SayAttributes['language'] }, words);
}
