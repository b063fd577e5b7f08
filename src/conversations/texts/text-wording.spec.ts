import { optOutCommandOf } from '../../compliance/opt-out-words';
import { DISCLOSURE_LANGUAGES } from '../../compliance/disclosure/disclosure-lines';
import { helpText, offersWayOut, optOutConfirmation, textAsSent, textLanguageOf } from './text-wording';

const SELLER = 'Acme Homes LLC';
const opening = { seller: SELLER, language: 'en', isOpening: true, isFirst: true } as const;

describe('textAsSent', () => {
  it('says who writes, how to be left alone, and once what it costs', () => {
    expect(textAsSent('Hi Anna, the flat is still free.', opening)).toBe(
      'Acme Homes LLC: Hi Anna, the flat is still free. Reply STOP to opt out, HELP for help. Msg frequency varies. Msg & data rates may apply.',
    );
    expect(textAsSent('Hi again.', { ...opening, isFirst: false })).toBe(
      'Acme Homes LLC: Hi again. Reply STOP to opt out, HELP for help.',
    );
  });

  it('leaves a text within a conversation alone', () => {
    expect(textAsSent('  It has two rooms. ', { ...opening, isOpening: false, isFirst: false })).toBe(
      'It has two rooms.',
    );
  });

  it('does not repeat what the writer has said', () => {
    const own = 'ACME  homes llc here. Text STOP to end.';
    expect(textAsSent(own, { ...opening, isFirst: false })).toBe(own);
  });

  it.each([
    "Don't stop dreaming",
    'The bus stop is near',
    'We stop at five',
    'Baja California',
    'Reply by Friday. Stop by our office',
    'Reply YES or stop by anytime',
    'Text stop by if you like',
    'Text me, the bus will stop here',
    'Send us your plan and stop worrying',
    'Stop by to end your search',
    'Do not reply STOP',
    "Don't text stop",
    'Reply now! Stop paying rent',
    'Responda hoy, está baja de precio',
  ])('takes %j for no way out', (body) => {
    expect(offersWayOut(body)).toBe(false);
    expect(textAsSent(body, opening)).toContain('Reply STOP');
  });

  it.each([
    'Reply STOP to opt out',
    'reply with "STOP" to end',
    'txt stop 2 quit',
    'STOP to opt out',
    'Reply HELP for help, STOP to cancel',
    'Text "STOP" at any time',
    'Text STOP at any time',
    'Reply with the word STOP and we leave you alone',
    'Responda STOP para no recibir más',
    'أرسل STOP لإيقاف الرسائل',
    'बंद करने के लिए STOP भेजें',
  ])('takes %j for one', (body) => {
    expect(offersWayOut(body)).toBe(true);
  });

  it.each(DISCLOSURE_LANGUAGES)(
    'in %s offers the way out it recognises, and fits into one message beside a text',
    (language) => {
      const sent = textAsSent('x', { ...opening, language });
      expect(sent).toContain(SELLER);
      expect(offersWayOut(sent)).toBe(true);
      expect(sent).toMatch(/STOP.*HELP/);
      expect(sent.length).toBeLessThan(200);
    },
  );
});

describe('answers of the program', () => {
  it.each(DISCLOSURE_LANGUAGES)('in %s name the seller and are no commands themselves', (language) => {
    for (const text of [optOutConfirmation(SELLER, language), helpText(SELLER, language, null)]) {
      expect(text).toContain(SELLER);
      expect(optOutCommandOf(text, 'TEXT')).not.toBe('HELP');
    }
    expect(optOutConfirmation(SELLER, language)).not.toMatch(/STOP|START|HELP/);
    expect(helpText(SELLER, language, '+18005550199')).toContain('+18005550199');
    expect(offersWayOut(helpText(SELLER, language, null))).toBe(true);
  });
});

describe('textLanguageOf', () => {
  it.each([
    ['STOP', 'en'],
    ['please stop texting me', 'en'],
    ['', 'en'],
    ['ALTO', 'es'],
    ['no más mensajes', 'es'],
    ['Hola, ¿quién es?', 'es'],
    ['توقف', 'ar'],
    ['बंद करो', 'hi'],
    ['stop करो', 'hi'],
  ])('%j: %s', (body, language) => {
    expect(textLanguageOf(body)).toBe(language);
  });
});
