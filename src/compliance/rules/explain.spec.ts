import { ALLOW_REASONS, type ContactDecision, DEFER_REASONS, DENY_REASONS } from './contact-decision';
import type { ContactQuestion } from './contact-question';
import { decide } from './decide';
import { explain } from './explain';
import { loadRuleFile } from './load-rule-file';
import { productionPolicyOf, ruleBaseOf } from './rule-base';
import { SENTENCES } from './sentences';
import { spokenZone } from './spoken-time';
import { type Supposed, supposedQuestion } from './supposed-question';

const file = loadRuleFile();
const rules = ruleBaseOf(file);
const production = ruleBaseOf(file, productionPolicyOf(file));

const SUPPOSED: Supposed = {
  phone: '+13055552345',
  moment: new Date('2026-07-07T19:00:00Z'),
  channel: 'AI_VOICE',
  purpose: 'MARKETING',
  line: 'MOBILE',
  consent: 'PEWC',
  state: null,
  country: null,
  zone: null,
  callerId: null,
};

type History = Partial<ContactQuestion['history']>;

function told(changes: Partial<Supposed>, history: History = {}, base = rules): string {
  const question = supposedQuestion({ ...SUPPOSED, ...changes });
  const { moment, contact } = question;
  const decision = decide({ ...question, history: { ...question.history, ...history } }, base);
  return explain(decision, base, { phone: contact.phone, moment });
}

const attempts = (...moments: string[]) =>
  moments.map((moment) => ({ at: new Date(moment), channel: 'AI_VOICE' as const, subject: null }));
const at = (moment: string) => ({ moment: new Date(moment) });

type Told = [sentence: string, changes: Partial<Supposed>, history?: History];

const TOLD: Told[] = [
  ['Florida number, every rule allows the contact now, until 20:00 Eastern.', {}],
  [
    'Florida number, fourth attempt within 24 hours (Florida allows 3); next on Wednesday 8 July at 09:00 Eastern.',
    {},
    { attempts: attempts('2026-07-07T13:00:00Z', '2026-07-07T14:00:00Z', '2026-07-07T15:00:00Z') },
  ],
  [
    'Florida number, fourth attempt within 24 hours (Florida allows 3); next at 16:00 Eastern.',
    {},
    { attempts: attempts('2026-07-06T20:00:00Z', '2026-07-07T14:00:00Z', '2026-07-07T15:00:00Z') },
  ],
  [
    'Florida number, 07:59 Eastern is outside the hours 08:00 to 20:00; next at 08:00 Eastern.',
    at('2026-07-07T11:59:00Z'),
  ],
  [
    'Florida number, 23:00 Eastern is outside the hours 08:00 to 20:00; next on Wednesday 8 July at 08:00 Eastern.',
    at('2026-07-08T03:00:00Z'),
  ],
  [
    'Florida number, 07:30 Central is outside the hours 08:00 to 20:00; next at 08:00 Central, 09:00 Eastern.',
    { phone: '+18505552345', ...at('2026-07-07T12:30:00Z') },
  ],
  [
    'Rhode Island number, closed in Rhode Island on this day of the week; next on Monday 13 July at 09:00 Eastern.',
    { phone: '+14015552345', ...at('2026-07-12T16:00:00Z') },
  ],
  [
    "Utah number, closed in Utah for New Year's Day (observed); next on 3 January 2028 at 08:00 Mountain.",
    { phone: '+18015552345', ...at('2027-12-31T19:00:00Z') },
  ],
  ['Ontario number, every rule allows the contact now, until 21:30 Eastern.', { phone: '+14165552345' }],
  ['Illinois address, every rule allows the contact now, until 21:00 Central.', { phone: '+17455552345', state: 'IL' }],
  [
    'India number, India asks for a caller ID beginning with +91140.',
    { phone: '+919876543210', ...at('2026-07-07T06:00:00Z') },
  ],
  [
    'Florida number, no consent in force; a call by an artificial voice needs signed written consent with both disclosures.',
    { consent: null },
  ],
  [
    'Washington number, Washington allows an artificial voice to sell only to who asked to be called.',
    { phone: '+12065552345' },
  ],
  [
    'Maine number, second attempt within 8 hours (Maine allows 1); next on Wednesday 8 July at 09:00 Eastern.',
    { phone: '+12075552345' },
    { attempts: attempts('2026-07-07T15:00:00Z') },
  ],
  [
    'Florida number, no copy of the national do-not-call list covers the number.',
    { channel: 'HUMAN_VOICE', consent: null },
    { lists: { national: false, state: false, preferenceRegister: false, checkedAt: null } },
  ],
  [
    'Neither the number nor an address says where this person is, so no local time is known to be lawful.',
    { phone: '+17455552345' },
  ],
  [
    'There are no calling rules for the country of the address, so nobody there is contacted.',
    { country: 'FR', phone: '+17455552345' },
  ],
  [
    'Florida number, there are no calling rules for the country of the address, so nobody there is contacted.',
    { country: 'FR' },
  ],
];

describe('a decision in a sentence', () => {
  it.each(TOLD.map(([sentence, ...asked]) => ({ sentence, asked })))('$sentence', ({ sentence, asked }) => {
    expect(told(...asked)).toBe(sentence);
  });

  it('says what the platform adds to the law', () => {
    const three = attempts('2026-07-07T15:00:00Z', '2026-07-07T16:00:00Z', '2026-07-07T17:00:00Z');
    expect(told({ phone: '+17135552345' }, { attempts: three }, production)).toBe(
      'Texas number, fourth attempt within 24 hours (the limit is 3); next on Wednesday 8 July at 10:00 Central.',
    );
    expect(told(at('2026-07-07T23:59:00Z'), {}, production)).toBe(
      'Florida number, 19:59 Eastern is too close to the end of the hours 08:00 to 20:00; next on Wednesday 8 July at 08:00 Eastern.',
    );
    expect(told({ phone: '+966501234567', ...at('2026-07-07T09:00:00Z') }, {}, production)).toBe(
      'Saudi Arabia number, the rules of Saudi Arabia await clearance by counsel.',
    );
  });

  it('counts as people do', () => {
    const many = (count: number) =>
      attempts(...Array.from({ length: count }, (_, i) => `2026-07-07T14:00:${String(i).padStart(2, '0')}Z`));
    const ordinals = [3, 9, 10, 11, 20, 21, 22].map(
      (made) => /, (\S+) attempt/.exec(told({}, { attempts: many(made) }))?.[1],
    );
    expect(ordinals).toEqual(['fourth', 'tenth', '11th', '12th', '21st', '22nd', '23rd']);
  });

  it('has a sentence for every reason, and none for others', () => {
    expect(Object.keys(SENTENCES).sort()).toEqual([...ALLOW_REASONS, ...DEFER_REASONS, ...DENY_REASONS].sort());
    for (const [reason, sentence] of Object.entries(SENTENCES)) {
      const because = { made: 3, periodSeconds: 86_400, max: 3, minute: 420, opens: 480, closes: 1_260 };
      const words = sentence({ because, whose: null, clock: 'local time' });
      expect([reason, words]).toEqual([reason, expect.stringMatching(/^(?!.*NaN)[^A-Z].*[^.]$/)]);
    }
  });

  it('repeats no number and no name', () => {
    const decision: ContactDecision = decide(supposedQuestion(SUPPOSED), rules);
    expect(JSON.stringify(decision)).not.toContain('305555');
    expect(told({})).not.toContain('305');
  });
});

it.each([
  ['America/New_York', 'Eastern'],
  ['America/Phoenix', 'Mountain Standard Time'],
  ['Asia/Kolkata', 'India Standard Time'],
  ['Europe/London', 'United Kingdom Time'],
  ['Pacific/Honolulu', 'Hawaii-Aleutian Standard Time'],
])('%s is called %s in summer and winter', (zone, name) => {
  expect(spokenZone(zone)).toBe(name);
});
