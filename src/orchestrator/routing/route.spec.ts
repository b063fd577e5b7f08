import { flowOf } from './route';
import { asksByRules, intentByRules } from './route-by-rules';
import { ASKED_SCRIPT, languageOfThread } from './language-of-thread';

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
  const lead = (text: string) => ({ speaker: 'LEAD', text, action: null }) as const;

  it('is that of its turns, and asks once about letters', () => {
    expect(languageOfThread([lead('كم السعر؟')], 'en-US').reply).toBe('ar');
    expect(languageOfThread([lead('What is the price of it?')], 'ar-AE').reply).toBe('en');
    const arabizi = lead('3ayez ashteri sha2a fi dubai w bkam el se3r');
    expect(languageOfThread([arabizi], 'en')).toMatchObject({ reply: 'ar', script: 'DUE' });
    const asked = { speaker: 'AGENT', text: '…', action: `NONE ${ASKED_SCRIPT}` } as const;
    expect(languageOfThread([arabizi, asked], 'en').script).toBe('ASKED');
  });
});
