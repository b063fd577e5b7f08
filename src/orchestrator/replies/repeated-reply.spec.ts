import type { Turn } from '../../conversations/turn.entity';
import { repeatedReply } from './repeated-reply';
import { isUnreadable } from './unreadable';

function turn(seq: number, speaker: Turn['speaker'], text: string, about: Partial<Turn> = {}): Turn {
  return { seq, exchange: seq, speaker, text, action: null, spokenAt: new Date(seq * 60_000), ...about } as Turn;
}

const asked = turn(1, 'LEAD', 'What does it cost?');
const told = turn(2, 'AGENT', 'From 450,000.', { exchange: 1 });

describe('a message sent again', () => {
  it('gets the answer it got', () => {
    const again = turn(3, 'LEAD', 'what does it COST?');
    expect(repeatedReply({ turns: [asked, told, again], fresh: [again] })).toBe('From 450,000.');
  });

  it('gets it though the answer asks something back', () => {
    const asking = turn(2, 'AGENT', 'From 450,000. What is your budget?', { exchange: 1 });
    const again = turn(3, 'LEAD', 'What does it cost?');
    expect(repeatedReply({ turns: [asked, asking, again], fresh: [again] })).toBe(asking.text);
  });

  it.each(['What are you looking for?', 'شكرا لك. عن ماذا تبحث؟'])('does not when it may answer %s', (question) => {
    const told = [turn(1, 'LEAD', 'A flat by the sea'), turn(2, 'AGENT', question, { exchange: 1 })];
    const again = turn(3, 'LEAD', 'A flat by the sea');
    expect(repeatedReply({ turns: [...told, again], fresh: [again] })).toBeUndefined();
  });

  it('gets it the third time: a machine that always says the same is not paid for', () => {
    const words = 'We are out of the office.';
    const [one, two, three] = [turn(1, 'LEAD', words), turn(3, 'LEAD', words), turn(5, 'LEAD', words)];
    const asking = [
      turn(2, 'AGENT', 'When are you back?', { exchange: 1 }),
      turn(4, 'AGENT', 'When?', { exchange: 3 }),
    ];
    expect(repeatedReply({ turns: [one, ...asking.slice(0, 1), two], fresh: [two] })).toBeUndefined();
    expect(repeatedReply({ turns: [one, two, three, ...asking], fresh: [three] })).toBe('When?');
  });

  it('gets it when what was told asks nothing, but for a link', () => {
    const link = turn(2, 'AGENT', 'See https://homes.example/?id=7', { exchange: 1 });
    const told = [turn(1, 'LEAD', 'Send me a brochure'), link, turn(3, 'LEAD', 'Send me a brochure')];
    expect(repeatedReply({ turns: told, fresh: told.slice(2) })).toBe(link.text);
  });

  it('does not once a person has spoken', () => {
    const put = turn(3, 'HUMAN', 'It is 480,000 now.');
    const again = turn(4, 'LEAD', 'What does it cost?');
    expect(repeatedReply({ turns: [asked, told, put, again], fresh: [again] })).toBeUndefined();
  });

  it.each([
    ['another question', turn(3, 'LEAD', 'What does it cost monthly?'), told],
    ['a short word', turn(3, 'LEAD', 'yes'), told],
    ['long after', turn(3, 'LEAD', 'What does it cost?', { spokenAt: new Date(3 * 3_600_000) }), told],
    [
      'what was more than said',
      turn(3, 'LEAD', 'What does it cost?'),
      turn(2, 'AGENT', 'From 450,000.', { exchange: 1, action: 'BOOK_MEETING 2026' }),
    ],
  ])('does not for %s', (_, again, answer) => {
    expect(repeatedReply({ turns: [asked, answer, again], fresh: [again] })).toBeUndefined();
  });
});

describe('a message without words', () => {
  it.each([
    '[image/jpeg]',
    '[image/jpeg] [audio/ogg]',
    '[application/vnd.ms-excel]',
    '[file]',
    '[image/jpeg] [file]',
    '[location]',
    '[empty message]',
  ])('is %s', (text) => {
    expect(isUnreadable([{ text }])).toBe(true);
  });

  it.each(['see [image/jpeg]', 'see\n[file]', '[file] of mine', 'hello', '[hi]', 'file', 'location', ''])(
    'is not %j',
    (text) => {
      expect(isUnreadable([{ text }])).toBe(false);
    },
  );
});
