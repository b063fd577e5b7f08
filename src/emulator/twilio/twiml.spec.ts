import twilio from 'twilio';
import { parseTwiml, TwimlError } from './twiml';

const respond = (verbs: string) => parseTwiml(`<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`);

function codeOf(xml: string): number {
  try {
    parseTwiml(xml);
  } catch (error) {
    if (error instanceof TwimlError) return error.code;
    throw error;
  }
  return 0;
}

describe('reading TwiML', () => {
  it('reads what the official builder writes', () => {
    const response = new twilio.twiml.VoiceResponse();
    const gather = response.gather({
      input: ['speech', 'dtmf'],
      action: '/turn?n=1&x=2',
      speechTimeout: 'auto',
      speechModel: 'experimental_conversations',
      timeout: 4,
      actionOnEmptyResult: true,
      bargeIn: false,
      numDigits: 1,
    });
    gather.say({ voice: 'Polly.Aditi' }, 'Tom & "Jerry" <say> hi');
    response.redirect({ method: 'GET' }, '/noinput?a=1&b=2');
    expect(parseTwiml(response.toString())).toEqual([
      {
        verb: 'Gather',
        speech: true,
        dtmf: true,
        action: '/turn?n=1&x=2',
        method: 'POST',
        timeout: 4,
        speechTimeout: 'auto',
        maxSpeechTime: 60,
        numDigits: 1,
        bargeIn: false,
        actionOnEmptyResult: true,
        speechModel: 'experimental_conversations',
        prompts: [{ verb: 'Say', text: 'Tom & "Jerry" <say> hi', times: 1 }],
      },
      { verb: 'Redirect', url: '/noinput?a=1&b=2', method: 'GET' },
    ]);
  });

  it('applies the documented defaults', () => {
    expect(respond('<Gather/>')).toMatchObject([
      {
        speech: false,
        dtmf: true,
        action: null,
        timeout: 5,
        speechTimeout: 5,
        bargeIn: true,
        actionOnEmptyResult: false,
      },
    ]);
    expect(respond('<Gather timeout="9"/>')).toMatchObject([{ speechTimeout: 9 }]);
    expect(respond('<Pause/><Say loop="0">a</Say><Redirect/>')).toMatchObject([
      { seconds: 1 },
      { times: 1_000 },
      { url: '', method: 'POST' },
    ]);
  });

  it('reads through speech markup, entities and white space', () => {
    expect(
      respond('<Say>One <break time="1s"/>\n  <emphasis>two</emphasis> &#x26; &amp; &#39;three&#39; مرحبا</Say>'),
    ).toEqual([{ verb: 'Say', text: "One two & & 'three' مرحبا", times: 1 }]);
  });

  it('ignores comments', () => {
    expect(respond('<!-- <Hangup/> --><Reject reason="busy"/>')).toEqual([{ verb: 'Reject' }]);
  });

  it('takes an empty response', () => {
    expect(parseTwiml('<Response/>')).toEqual([]);
  });

  it.each([
    ['not XML', 'hello', 12100],
    ['unclosed', '<Response><Say>a</Response>', 12100],
    ['another root', '<html></html>', 12100],
    ['two roots', '<Response/><Response/>', 12100],
    ['an unknown verb', '<Response><Sing/></Response>', 12200],
    ['a verb beyond this interpreter', '<Response><Dial>+1</Dial></Response>', 12200],
    ['nesting', '<Response><Gather><Hangup/></Gather></Response>', 12200],
    ['a bad number', '<Response><Gather timeout="soon"/></Response>', 12200],
    ['a bad method', '<Response><Redirect method="PUT">/a</Redirect></Response>', 12200],
    ['a bad input', '<Response><Gather input="smell"/></Response>', 12200],
    ['too much to say', `<Response><Say>${'a'.repeat(4_097)}</Say></Response>`, 13521],
  ])('refuses %s', (_, xml, code) => {
    expect(codeOf(xml)).toBe(code);
  });
});
