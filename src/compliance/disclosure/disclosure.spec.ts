import * as fc from 'fast-check';
import rules from '../data/calling-rules.json';
import { isOptOut } from '../opt-out-words';
import { CONTACT_PURPOSES } from '../rules/contact-question';
import { demandedElements, disclosureFor, type DisclosureQuestion } from './disclosure';
import { DISCLOSURE_DUTIES, type DisclosureElement } from './disclosure-duties';
import { DISCLOSURE_LANGUAGES, type DisclosureLanguage } from './disclosure-lines';
import { DEFAULT_DISCLOSURE, type DisclosureSettings } from './disclosure-settings';

const SELLER = 'Acme Homes LLC';

function ask(change: Partial<DisclosureQuestion> = {}): DisclosureQuestion {
  return {
    jurisdictions: ['US', 'US-TX'],
    moment: new Date('2026-11-20T15:00:00Z'),
    rulesVersion: '2026-11-20.1',
    seller: SELLER,
    purpose: 'MARKETING',
    recorded: false,
    language: 'en',
    settings: DEFAULT_DISCLOSURE,
    ...change,
  };
}

function spoken(change: Partial<DisclosureQuestion> = {}): string {
  return disclosureFor(ask(change)).opening.join(' ');
}

/** What must be heard for an element to have been said, written down apart from the sentences themselves. */
const HEARD: Readonly<Record<DisclosureElement, Readonly<Record<DisclosureLanguage, RegExp>>>> = {
  SELLER: each(/Acme Homes LLC/),
  AI: { en: /\bAI assistant\b/, es: /asistente de inteligencia artificial/, ar: /مساعد ذكاء اصطناعي/, hi: /एआई सहायक/ },
  PURPOSE: {
    en: /\b(sales call|information)\b/,
    es: /(llamada de ventas|información)/,
    ar: /(مكالمة مبيعات|معلومات)/,
    hi: /(बिक्री|जानकारी)/,
  },
  OPT_OUT: { en: /press 9 or say stop/, es: /pulse 9 o diga alto/, ar: /اضغط 9 أو قل توقف/, hi: /9 दबाएँ या बोलें स्टॉप/ },
  ARTIFICIAL_VOICE: { en: /artificial voice/, es: /voz artificial/, ar: /صوتا اصطناعيا/, hi: /कृत्रिम आवाज़/ },
  RECORDING: {
    en: /record(ed)?\b.*transcribed/,
    es: /graba.*transcribe/,
    ar: /تسجل .*ويكتب/,
    hi: /रिकॉर्ड .*लिखी/,
  },
  SELLER_LIST: {
    en: /do-not-call list of Acme/,
    es: /lista de no llamar/,
    ar: /قائمة عدم الاتصال/,
    hi: /कॉल न करने वाली सूची/,
  },
  CALLBACK_NUMBER: each(/8 0 0 5 5 5 0 1 9 9/),
  CONTINUE_CHOICE: {
    en: /go on, end this call, or be removed/,
    es: /continuar, terminar .* eliminemos/,
    ar: /المتابعة، أم إنهاء .* إزالة/,
    hi: /जारी रखना .* समाप्त .* हटना/,
  },
  PERMISSION: { en: /go on/, es: /continuar/, ar: /المتابعة|بالمتابعة/, hi: /जारी रखना|आगे बात/ },
};

function each(heard: RegExp): Record<DisclosureLanguage, RegExp> {
  return { en: heard, es: heard, ar: heard, hi: heard };
}

describe('the first words of a call', () => {
  it('name the seller, say that it is a machine and what for, then how to be called no more', () => {
    expect(disclosureFor(ask()).opening).toEqual([
      'This is an AI assistant making a sales call on behalf of Acme Homes LLC.',
      'To get no more calls, press 9 or say stop.',
      'This call may be recorded and is transcribed.',
    ]);
  });

  it('say that nothing is sold where nothing is', () => {
    expect(spoken({ purpose: 'INFORMATIONAL' })).toMatch(/AI assistant calling with information on behalf of Acme/);
    expect(spoken({ purpose: 'RESPONSIVE' })).toMatch(/sales call/);
  });

  it.each([
    ['US-CT', /go on, end this call, or be removed from our list\?$/],
    ['US-NY', /do-not-call list of Acme Homes LLC/],
    ['US-CA', /artificial voice/],
    ['AE', /May I go on\?$/],
  ])('add what %s asks for', (jurisdiction, heard) => {
    expect(spoken({ jurisdictions: ['US', jurisdiction] })).toMatch(heard);
    expect(spoken({ jurisdictions: ['US', 'US-TX'] })).not.toMatch(heard);
  });

  it('meet the duties of every place the person may be in', () => {
    const { opening, record } = disclosureFor(ask({ jurisdictions: ['US', 'US-NY', 'US-CA'] }));
    expect(opening.join(' ')).toMatch(/artificial voice.*do-not-call list/);
    expect(record.duties).toEqual(
      expect.arrayContaining(['US-NY SELLER_LIST', 'US-CA ARTIFICIAL_VOICE', 'US-CA RECORDING']),
    );
  });

  it('begin a duty on its first day anywhere on earth', () => {
    const ofColorado = (at: string): readonly string[] =>
      disclosureFor(ask({ jurisdictions: ['US', 'US-CO'], moment: new Date(at) })).record.duties;
    expect(ofColorado('2026-12-31T09:59:59Z')).toEqual([]);
    expect(ofColorado('2026-12-31T10:00:00Z')).toEqual(['US-CO AI']);
  });

  it('keep the proof, without the name of anybody', () => {
    expect(disclosureFor(ask({ jurisdictions: ['US', 'US-UT'] })).record).toEqual({
      rulesVersion: '2026-11-20.1',
      wordingVersion: 1,
      jurisdictions: ['US', 'US-UT'],
      language: 'en',
      elements: ['AI', 'PURPOSE', 'SELLER', 'OPT_OUT', 'RECORDING'],
      duties: ['US-UT AI'],
    });
  });

  it('say what a company adds, after what the law demands', () => {
    const settings: DisclosureSettings = {
      recordingNotice: 'WHERE_REQUIRED',
      purpose: 'homes in Austin',
      extraSentence: 'Our office is open all week.',
      callbackNumber: '+18005550199',
    };
    expect(disclosureFor(ask({ settings, agentName: 'Maya' })).opening).toEqual([
      'This is Maya, an AI assistant making a sales call on behalf of Acme Homes LLC.',
      'To get no more calls, press 9 or say stop.',
      'It is about homes in Austin.',
      'You can reach us on 1 8 0 0 5 5 5 0 1 9 9.',
      'Our office is open all week.',
    ]);
  });

  it('end with the question whether to go on, which nothing follows', () => {
    const settings = { ...DEFAULT_DISCLOSURE, extraSentence: 'Our office is open all week.' };
    const connecticut = disclosureFor(ask({ jurisdictions: ['US', 'US-CT'], settings }));
    expect(connecticut.asksToGoOn).toBe(true);
    expect(connecticut.opening.at(-1)).toMatch(/\?$/);
    expect(disclosureFor(ask({ settings })).asksToGoOn).toBe(false);
  });
});

describe('the notice of recording', () => {
  const settings: DisclosureSettings = { ...DEFAULT_DISCLOSURE, recordingNotice: 'WHERE_REQUIRED' };

  it.each([
    [['US', 'US-TX'], false],
    [['US', 'US-OR'], false],
    [['US', 'US-TX', 'US-CA'], true],
    [['US', 'US-NY'], true],
    [['US', 'US-DE'], true],
    [['US', 'US-PR'], true],
    [['CA'], true],
    [['AE'], true],
    [['EU'], true],
    [[], true],
  ])('may be left out only where one party is enough: %j', (jurisdictions, isSaid) => {
    expect(spoken({ jurisdictions, settings }).includes('record')).toBe(isSaid);
    expect(spoken({ jurisdictions })).toContain('record');
  });

  it('says what is true of the call', () => {
    expect(spoken({ recorded: true })).toContain('This call is recorded and transcribed.');
  });
});

describe('whatever a company sets, in every place, language and year', () => {
  const PLACES = [...new Set(rules.jurisdictions.map(({ id }) => id))];
  const question = fc.record({
    jurisdictions: fc.uniqueArray(fc.constantFrom(...PLACES), { maxLength: 4 }),
    moment: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    rulesVersion: fc.constant('2026-11-20.1'),
    seller: fc.constant(SELLER),
    agentName: fc.constantFrom(null, 'Maya'),
    purpose: fc.constantFrom(...CONTACT_PURPOSES),
    recorded: fc.boolean(),
    language: fc.constantFrom(...DISCLOSURE_LANGUAGES),
    settings: fc.record({
      recordingNotice: fc.constantFrom('ALWAYS' as const, 'WHERE_REQUIRED' as const),
      purpose: fc.option(fc.string({ maxLength: 80 })),
      extraSentence: fc.option(fc.string({ maxLength: 200 })),
      callbackNumber: fc.option(fc.constant('+18005550199')),
    }),
  });

  it('every demanded element is heard', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { opening, record } = disclosureFor(asked);
        const words = opening.join(' ');
        for (const element of demandedElements(asked)) {
          expect(words).toMatch(HEARD[element][asked.language]);
          expect(record.elements).toContain(element);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('who calls comes first, and the way out right behind it', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const [first, second] = disclosureFor(asked).opening;
        for (const element of ['AI', 'PURPOSE', 'SELLER'] as const)
          expect(first).toMatch(HEARD[element][asked.language]);
        expect(second).toMatch(HEARD.OPT_OUT[asked.language]);
      }),
    );
  });

  it('the settings take nothing away but the notice of recording', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const bare = disclosureFor({ ...asked, settings: DEFAULT_DISCLOSURE }).opening;
        const missing = bare.filter((sentence) => !disclosureFor(asked).opening.includes(sentence));
        const mayBeMissing = demandedElements(asked).has('RECORDING') ? 0 : 1;
        expect(missing).toHaveLength(mayBeMissing);
      }),
    );
  });
});

describe('the words offered', () => {
  it.each([['stop'], ['alto'], ['توقف'], ['स्टॉप']])('are understood when said: %s', (word) => {
    expect(isOptOut(word)).toBe(true);
  });

  it.each([['be removed from your list'], ['remove me'], ['remove me from the list']])(
    'are understood in answer to the question of Connecticut: %s',
    (answer) => {
      expect(isOptOut(answer)).toBe(true);
    },
  );
});

describe('the duties', () => {
  const placesOf = (element: DisclosureElement): string[] =>
    DISCLOSURE_DUTIES.filter((duty) => duty.element === element).map(({ jurisdiction }) => jurisdiction);

  it('are those of places the rules know, each with its source and its first day', () => {
    const known = new Set(['*', ...rules.jurisdictions.map(({ id }) => id)]);
    for (const { jurisdiction, source, from } of DISCLOSURE_DUTIES) {
      expect(known).toContain(jurisdiction);
      expect(source).not.toBe('');
      expect(from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('have every state in which all parties must know of a recording', () => {
    const allParty = Object.keys(rules.recording_consent.all_party).map((state) => `US-${state}`);
    expect(placesOf('RECORDING')).toEqual(expect.arrayContaining(allParty));
  });

  /** What the rules say of laws on AI that have no words of their own here, and why. */
  const WITHOUT_WORDS: Readonly<Record<string, string>> = {
    'CA-SB1001': 'online bots only',
    'CA-AB1609': 'the date is not known; every call says it is a machine',
    'CO-SB26-189': 'consequential decisions only',
    'NY-synthetic-performer': 'advertisements; every call says it is a machine',
    'FCC-24-84': 'a proposal',
  };
  const WORDS: Readonly<Record<string, readonly [DisclosureElement, place: string]>> = {
    UT: ['AI', 'US-UT'],
    ME: ['AI', 'US-ME'],
    'CA-AB2905': ['ARTIFICIAL_VOICE', 'US-CA'],
    'CO-HB26-1263': ['AI', 'US-CO'],
    'EU-AIACT-50': ['AI', 'EU'],
  };

  it.each(rules.ai_disclosure)('know what to do about $id', ({ id, from }) => {
    if (id in WITHOUT_WORDS) return;
    const [element, place] = WORDS[id] ?? ['AI', 'nowhere'];
    const [duty] = DISCLOSURE_DUTIES.filter((known) => known.element === element && known.jurisdiction === place);
    expect(duty?.from.slice(0, 7)).toBe(from?.slice(0, 7));
  });

  it('are those of the kinds of calls named in the law, for every row', () => {
    for (const { id } of rules.jurisdictions) {
      const said = disclosureFor(ask({ jurisdictions: [id] })).record.elements;
      expect(said.slice(0, 4)).toEqual(['AI', 'PURPOSE', 'SELLER', 'OPT_OUT']);
      expect(said).toContain('RECORDING');
    }
  });
});
