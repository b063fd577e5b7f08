import { openQuestionOf } from './open-question';

const of = (...texts: string[]): string | undefined => openQuestionOf(texts.map((text) => ({ text })))?.text;

describe('the open question', () => {
  it('is the last one asked, not the request for a human', () => {
    expect(of('Can I talk to a manager?', 'ok', 'Is the service charge included?', 'What is the price?')).toBe(
      'Is the service charge included?',
    );
  });

  it.each([
    ['how much is the deposit', 'fine'],
    ['كم سعر المتر', 'نعم'],
    ['क्या पार्किंग है', 'हाँ'],
    ['kitna deposit hai', 'haan'],
  ])('needs no question mark: %s', (question, other) => {
    expect(of(other, question)).toBe(question);
  });

  it('is the last thing said when nothing was asked', () => {
    expect(of('I want a human', 'three rooms')).toBe('I want a human');
  });

  it('is nothing when nothing was said', () => {
    expect(of()).toBeUndefined();
  });
});
