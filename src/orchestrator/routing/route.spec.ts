import { flowOf } from './route';
import { asksByRules, intentByRules } from './route-by-rules';
import { ASKED_SCRIPT, languageOfThread, onceAnswered } from './language-of-thread';

describe('what a message is about, by its words', () => {
  it.each([
    ['How much is the two bedroom?', 'SALES'],
    ['I want to book a viewing', 'SALES'],
    ['كم سعر الشقة؟', 'SALES'],
    ['इसकी कीमत क्या है', 'SALES'],
    ['bkam el sha2a', 'SALES'],
    ['My payment was taken twice, this is a problem', 'SUPPORT'],
    ['عندي مشكلة في العقد', 'SUPPORT'],
    ['मुझे शिकायत करनी है', 'SUPPORT'],
    ['3andi mushkila', 'SUPPORT'],
    ['Good morning', 'GENERAL'],
  ])('%s: %s', (text, intent) => {
    expect(intentByRules(text, null)).toBe(intent);
  });

  it('stays where it was when nothing tells', () => {
    expect(intentByRules('ok thanks', 'SUPPORT')).toBe('SUPPORT');
    expect(intentByRules('the price on my invoice', 'SALES')).toBe('SALES');
  });

  it('follows the lead to another matter, and nowhere when they want out', () => {
    expect([flowOf('SUPPORT', 'SALES'), flowOf('OPT_OUT', 'SALES'), flowOf('HUMAN', null)]).toEqual([
      'SUPPORT',
      'SALES',
      'GENERAL',
    ]);
  });

  it.each(['Is it free?', 'what about parking', 'هل يوجد مسبح', 'क्या पार्किंग है'])('%s asks', (text) => {
    expect(asksByRules(text)).toBe(true);
  });

  it.each(['I like it.', 'ok', 'شكرا'])('%s does not', (text) => {
    expect(asksByRules(text)).toBe(false);
  });
});

describe('the language of a thread', () => {
  const lead = (text: string, seq = 1) => ({ seq, speaker: 'LEAD', text, action: null }) as const;
  const asked = { seq: 2, speaker: 'AGENT', text: '…', action: `NONE ${ASKED_SCRIPT}` } as const;

  it('is that of its turns, and asks once about letters', () => {
    expect(languageOfThread([lead('كم السعر؟')], 'en-US').reply).toBe('ar');
    expect(languageOfThread([lead('What is the price of it?')], 'ar-AE').reply).toBe('en');
    const arabizi = lead('3ayez ashteri sha2a fi dubai w bkam el se3r');
    expect(languageOfThread([arabizi], 'en')).toMatchObject({ reply: 'ar', script: 'DUE' });
    expect(languageOfThread([arabizi, asked], 'en').script).toBe('ASKED');
  });

  it('of which only the end is at hand goes on from what it had come to', () => {
    const [first, second, third] = [lead('3ayez sha2a'), lead('mesh fahem', 3), lead('bkam el sha2a', 5)];
    const turns = [first, asked, second];
    const before = languageOfThread(turns, 'en');
    expect(before).toMatchObject({ reply: 'ar-Latn', script: 'LATIN', upTo: 3 });
    expect(languageOfThread([second, third], 'en', before)).toEqual({ ...before, upTo: 5 });
    expect(languageOfThread([third], 'en').script).toBe('DUE');
  });

  it('counts what it has read once', () => {
    const before = languageOfThread([lead('I am looking for a flat'), lead('شكرا جزيلا', 2)], 'en');
    expect(languageOfThread([lead('شكرا جزيلا', 2)], 'en', before)).toEqual(before);
  });

  it('knows that its last answer asked about letters', () => {
    const before = languageOfThread([lead('3ayez sha2a')], 'en');
    expect(languageOfThread([lead('mesh fahem', 50)], 'en', onceAnswered(before, true)).reply).toBe('ar-Latn');
    expect(languageOfThread([lead('mesh fahem', 50)], 'en', onceAnswered(before, false)).script).toBe('DUE');
  });
});
