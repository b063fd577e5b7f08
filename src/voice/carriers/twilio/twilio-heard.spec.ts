import { readTwilioHeard } from './twilio-heard';

const CALL = { CallSid: 'CA1234567890ABCDE1234567890ABCDE12' };

function heardIn(form: Record<string, string | string[]>): unknown {
  const url = 'https://x.example.com/webhooks/twilio/voice/t/c/1';
  return readTwilioHeard({ url, headers: {}, form: { ...CALL, ...form }, rawBody: Buffer.alloc(0) }).heard;
}

describe('readTwilioHeard', () => {
  it.each([
    [{}, { text: '' }],
    [
      { SpeechResult: 'Yes please', Confidence: '0.93' },
      { text: 'Yes please', confidence: 0.93 },
    ],
    [{ SpeechResult: 'Yes', Confidence: '0.0' }, { text: 'Yes' }],
    [{ SpeechResult: 'Yes', Confidence: 'high' }, { text: 'Yes' }],
    [{ SpeechResult: 'Yes', Confidence: '7' }, { text: 'Yes' }],
    [{ Digits: '9' }, { text: '', digits: '9' }],
    [{ SpeechResult: '', Digits: '' }, { text: '' }],
    [{ SpeechResult: ['Yes', 'No'] }, { text: 'Yes' }],
  ])('%j', (form, heard) => {
    expect(heardIn(form)).toEqual(heard);
  });

  it('says on which call, and reads nothing without one', () => {
    const webhook = { url: '', headers: {}, rawBody: Buffer.alloc(0) };
    expect(readTwilioHeard({ ...webhook, form: CALL }).providerCallId).toBe(CALL.CallSid);
    expect(() => readTwilioHeard({ ...webhook, form: { SpeechResult: 'Yes' } })).toThrow('CallSid');
  });
});
