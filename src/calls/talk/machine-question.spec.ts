import { asksWhetherMachine, deniesMachine } from './machine-question';
import { linesIn } from './spoken-lines';

describe('asksWhetherMachine', () => {
  it.each([
    'Are you a robot?',
    'are you real',
    'Are you a real person?',
    'Wait, are you an AI or a human?',
    "You're a bot, aren't you?",
    'You sound like a machine.',
    'Is this a recording?',
    'Is this an automated call?',
    'Am I talking to a computer?',
    'am I speaking with a human being',
    "I'm talking to a robot, right?",
    'Is there a real person on the line?',
    'robot?',
    'Human or machine?',
    'Are you ChatGPT?',
    '¿Es usted un robot?',
    '¿Eres una persona real?',
    '¿Estoy hablando con una máquina?',
    'esto es una grabación',
    'هل أنت روبوت؟',
    'أنت إنسان أم آلة؟',
    'هل أتحدث مع شخص حقيقي؟',
    'هذا تسجيل؟',
    'क्या आप रोबोट हैं?',
    'आप असली इंसान हो?',
    'क्या मैं मशीन से बात कर रहा हूँ?',
    'kya aap robot ho',
    'aap insaan hain kya',
  ])('hears the question in %j', (text) => {
    expect(asksWhetherMachine(text)).toBe(true);
  });

  it.each([
    'I look for a flat with a washing machine.',
    'Call my office, the answering machine is on.',
    'My budget is 500 thousand.',
    'I work in real estate.',
    'Who are you?',
    'Are you open on Sunday?',
    'Is it a new building?',
    'Busco un piso con dos dormitorios.',
    '¿Es caro?',
    'أبحث عن شقة',
    'मुझे घर चाहिए',
    'Stop calling me.',
    '',
  ])('hears none in %j', (text) => {
    expect(asksWhetherMachine(text)).toBe(false);
  });
});

describe('deniesMachine', () => {
  it.each([
    'I am a human being.',
    "Yes, I'm a real person.",
    'No, I am not a robot, I am Maya.',
    "I'm definitely not an AI.",
    "I'm Maya, a real person.",
    'This is a real person speaking.',
    'Soy una persona real.',
    'No soy un robot.',
    'أنا إنسان مثلك.',
    'لست روبوتا.',
    'मैं एक इंसान हूँ।',
    'मैं रोबोट नहीं हूँ।',
    'main insaan hoon',
  ])('hears the denial in %j', (text) => {
    expect(deniesMachine(text)).toBe(true);
  });

  it.each([
    'I am an AI assistant of Acme Homes.',
    'I am an AI assistant, not a human being.',
    'I am not a human being.',
    'I am Maya, not a person.',
    'I am Maya, an AI assistant.',
    'I am not a real person, I am an AI assistant.',
    'Yes, I am a virtual assistant.',
    'A person will call you back.',
    'Soy un asistente de inteligencia artificial, no una persona.',
    'No soy una persona.',
    'Which city are you looking in?',
    'Our agent is a real person who knows the area.',
    ...['en', 'es', 'ar', 'hi'].map((tag) => linesIn(tag).machine('Acme Homes')),
    ...['en', 'es', 'ar', 'hi'].map((tag) => linesIn(tag).human),
  ])('hears none in %j', (text) => {
    expect(deniesMachine(text)).toBe(false);
  });
});
