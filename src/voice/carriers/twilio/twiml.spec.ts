import { XMLParser } from 'fast-xml-parser';
import type { AnswerPlan } from '../../carrier.port';
import { MAX_SPOKEN, speakable } from '../../speakable';
import { renderTwiml } from './twiml';

const PUBLIC_URL = 'https://calls.example.com';
const gather: AnswerPlan = {
  kind: 'GATHER',
  say: 'Hello & welcome. Is <now> a good time?',
  language: 'en-US',
  voice: 'Polly.Joanna-Neural',
  exchange: 0,
  tenantId: 'tenant-1',
  callId: 'call-1',
};

function parsed(plan: AnswerPlan): unknown {
  return new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(renderTwiml(plan, PUBLIC_URL));
}

describe('renderTwiml', () => {
  it('talks, listens to speech or a key, and comes back for the next exchange even when nothing was heard', () => {
    const next = `${PUBLIC_URL}/webhooks/twilio/voice/tenant-1/call-1/1#rc=5&rp=ct,rt,5xx`;
    expect(parsed(gather)).toEqual({
      '?xml': { version: '1.0', encoding: 'UTF-8' },
      Response: {
        Gather: {
          input: 'speech dtmf',
          action: next,
          method: 'POST',
          language: 'en-US',
          speechTimeout: 'auto',
          speechModel: 'experimental_conversations',
          timeout: '5',
          numDigits: '1',
          actionOnEmptyResult: 'true',
          Say: { '#text': 'Hello & welcome. Is <now> a good time?', voice: 'Polly.Joanna-Neural', language: 'en-US' },
        },
        Redirect: { '#text': next, method: 'POST' },
      },
    });
  });

  it('escapes what is said', () => {
    expect(renderTwiml({ ...gather, say: '</Say><Hangup/>' }, PUBLIC_URL)).not.toContain('<Hangup');
  });

  it('says goodbye and hangs up', () => {
    const plan: AnswerPlan = {
      kind: 'SAY_AND_HANG_UP',
      say: 'مع السلامة',
      language: 'ar-AE',
      voice: 'Polly.Hala-Neural',
    };
    expect(parsed(plan)).toMatchObject({
      Response: { Say: { '#text': 'مع السلامة', voice: 'Polly.Hala-Neural', language: 'ar-AE' }, Hangup: '' },
    });
  });

  it('hangs up without a word', () => {
    expect(renderTwiml({ kind: 'HANG_UP' }, PUBLIC_URL)).toContain('<Response><Hangup/></Response>');
    expect(renderTwiml({ ...gather, kind: 'SAY_AND_HANG_UP', say: ' \u0000 ' }, PUBLIC_URL)).not.toContain('<Say');
  });

  it('stays within what Twilio accepts, whatever it is given', () => {
    const long = renderTwiml({ ...gather, say: 'word & '.repeat(20_000) }, PUBLIC_URL);
    expect(Buffer.byteLength(long)).toBeLessThan(64 * 1_024);
    expect(renderTwiml({ ...gather, say: 'a\u0000b\u000bc\ud800d' }, PUBLIC_URL)).toContain('>a b c d<');
  });
});

describe('speakable', () => {
  it('cuts after a sentence where one ends in time, else after a word', () => {
    expect(speakable('One two. Three four. Five six', 24)).toBe('One two. Three four.');
    expect(speakable('One two three four five six', 15)).toBe('One two three');
    expect(speakable('x'.repeat(50), 15)).toHaveLength(15);
  });

  it('never passes its limit', () => {
    for (const text of ['كلمة '.repeat(2_000), 'word. '.repeat(2_000), '😀'.repeat(4_000)]) {
      expect(speakable(text).length).toBeLessThanOrEqual(MAX_SPOKEN);
    }
  });

  it('keeps letters beyond the basic plane', () => {
    expect(speakable('ok 😀')).toBe('ok 😀');
  });
});
