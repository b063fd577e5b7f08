import { asksForHuman, isHumanKeyword } from './human-request';
import { triggerOf } from './trigger-of';

const REQUESTS = [
  'Can I talk to a real person?',
  'I want to speak to a manager',
  'Please connect me with an agent.',
  'put me through to a representative',
  'get me a human',
  'I need a human!',
  'let me speak to your supervisor please',
  'Could you have someone call me?',
  'I would rather talk to a person',
  'is there anybody I can speak to',
  'transfer me to customer service',
  'Speak to a representative',
  'Are you a robot? I want to talk to a human.',
  'ok, but can I speak with someone from your team?',
  "I don't want to talk to a bot",
  'Who can I talk to about this?',
  'can a human agent call me back',
  "I'd like to speak with a sales agent",
  'ask a manager to contact me',
  'CONNECT ME TO A LIVE AGENT NOW',
  'pls transfer my call to a human being',
  'أريد التحدث مع موظف',
  'ممكن أتكلم مع شخص حقيقي؟',
  'حولني للمدير',
  'أبي أكلم موظف',
  'عايز أكلم حد من الموظفين',
  'بدي احكي مع المدير لو سمحت',
  'أبغى إنسان',
  'وصلني بالمسؤول',
  'هل يمكنني التحدث إلى مندوب؟',
  'خلي المدير يكلمني',
  'मुझे मैनेजर से बात करनी है',
  'किसी इंसान से बात कराइए',
  'क्या मैं किसी एजेंट से बात कर सकता हूँ?',
  'मुझे इंसान चाहिए',
  'mujhe manager se baat karni hai',
  'kisi insaan se baat karao',
  'agent se connect karo',
  'mujhe real person chahiye',
  'kisi se baat kar sakta hoon kya',
  '3ayez akalem mowazaf',
  'momken atkalem ma3 el modeer',
  '7awelni 3ala mowazaf',
  'baddi a7ki ma3 7ada',
  'abi bani2adam',
];

const KEYWORDS = [
  'human',
  'Agent please',
  'REPRESENTATIVE!',
  'manager',
  'موظف',
  'मैनेजर प्लीज़',
  'mowazaf law sama7t',
  'operator',
];

const INNOCENT = [
  'I work in human resources',
  'my manager told me to call you',
  'are you a human?',
  'Am I talking to a real person?',
  'human?',
  'I spoke with an agent yesterday',
  'I am a real estate agent myself',
  'let me talk to my wife first',
  'I need to talk to my manager before I decide',
  "I don't need to speak to a representative, just send the price",
  'no need to transfer me to an agent',
  'the property manager said the lift is broken',
  'Is there an agent fee?',
  'human error, I typed the wrong number',
  'What does the building manager do?',
  'We are looking for a flat for three people',
  'I will talk to someone at my bank',
  'My budget is 800 thousand dollars',
  'call me back tomorrow at five',
  'who is the developer?',
  'a person of my age',
  'representative of what?',
  'the management fee is too high',
  'I manage a team of agents',
  'how many people live there',
  'هل انت انسان؟',
  'مديري قال لي أن أتصل',
  'أنا مدير شركة',
  'تكلمت مع موظف أمس',
  'أعمل في الموارد البشرية',
  'لا أريد التحدث مع موظف',
  'سأتحدث مع زوجتي',
  'क्या आप इंसान हैं?',
  'मैं मैनेजर हूँ',
  'मेरे मैनेजर से बात करनी पड़ेगी',
  'मुझे एजेंट से बात नहीं करनी',
  'main apne manager se baat karke bataunga',
  'kya aap insaan hain',
  'mera budget do crore hai',
  'ana modeer sherka',
];

describe('asking for a human', () => {
  const found = (text: string): boolean => asksForHuman(text) || isHumanKeyword(text);

  it('is found, and little else, in at least sixty utterances of five ways to write', () => {
    const wanted = [...REQUESTS, ...KEYWORDS];
    const hits = wanted.filter(found);
    const falseAlarms = INNOCENT.filter(found);
    expect(wanted.length + INNOCENT.length).toBeGreaterThanOrEqual(60);
    expect(wanted.filter((text) => !found(text))).toEqual([]);
    expect(falseAlarms).toEqual([]);
    expect(hits.length / (hits.length + falseAlarms.length)).toBeGreaterThanOrEqual(0.95);
    expect(hits.length / wanted.length).toBeGreaterThanOrEqual(0.95);
  });

  it.each(KEYWORDS)('%s is the keyword, not a sentence', (text) => {
    expect(triggerOf({ text, exchanges: 1 })).toBe('KEYWORD');
  });
});

describe('triggers', () => {
  const calm = { text: 'two bedrooms', exchanges: 3 };

  it.each([
    ['Can I talk to a manager?', { sentiment: -0.9, confidence: 0.1 }, 'HUMAN_REQUESTED'],
    ['This is ridiculous', {}, 'ANGER'],
    ['You are all useless', {}, 'ANGER'],
    ['I want to file a complaint', {}, 'ANGER'],
    ['أسوأ خدمة', {}, 'ANGER'],
    ['क्या बकवास है', {}, 'ANGER'],
    ['kya bakwas hai', {}, 'ANGER'],
    ['stupid bot', {}, 'ANGER'],
    ['I am not angry at all', {}, null],
    ['That price is crazy good', {}, null],
    ['fine', { sentiment: -0.6 }, 'ANGER'],
    ['fine', { sentiment: -0.59 }, null],
    ['fine', { confidence: 0.59 }, 'LOW_CONFIDENCE'],
    ['fine', { confidence: 0.6 }, null],
    ['fine', { exchanges: 20 }, null],
    ['fine', { exchanges: 21 }, 'TOO_MANY_EXCHANGES'],
    ['yes please', { wantsHumanForUnknown: true, confidence: 0.1 }, 'NO_KNOWLEDGE'],
    ['', {}, null],
  ] as const)('of "%s" and %j: %s', (text, more, expected) => {
    expect(triggerOf({ ...calm, ...more, text })).toBe(expected);
  });

  it('reads a hostile megabyte in a moment', () => {
    const began = performance.now();
    triggerOf({ text: 'can i talk to a a a a '.repeat(5_000), exchanges: 1 });
    triggerOf({ text: 'want the the the your '.repeat(5_000), exchanges: 1 });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
