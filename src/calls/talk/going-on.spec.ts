import type { Turn } from '../../conversations/turn.entity';
import { asksForRemoval, asksToGoOn, awaitsLeaveToGoOn, declinesToGoOn } from './going-on';
import type { TalkScene } from './talk-scene';

function scene(elements: readonly string[] | null, answered: readonly number[] = []): TalkScene {
  const opening = { exchange: 0, speaker: 'AGENT', disclosure: elements && { elements } };
  const answers = answered.map((exchange) => ({ exchange, speaker: 'LEAD', disclosure: null }));
  const turns: unknown = [opening, ...answers];
  return { turns: turns as Turn[] } as unknown as TalkScene;
}

describe('declinesToGoOn', () => {
  it.each(['No', 'No, thank you.', 'end this call', 'No gracias', 'لا شكرا', 'नहीं', 'जी नहीं', 'nahi'])('%s', (text) => {
    expect(declinesToGoOn(text)).toBe(true);
  });

  it.each(['Yes', 'go on', 'No problem, go on', 'No, wait, what is it about?', 'sure', 'नमस्ते', ''])(
    'not %s',
    (text) => {
      expect(declinesToGoOn(text)).toBe(false);
    },
  );
});

describe('asksForRemoval', () => {
  it.each([
    'removed',
    'Be removed, please.',
    'remove',
    'I want to be removed',
    'the last one',
    'eliminar',
    'إزالة',
    'हटना',
    'हटा दीजिए',
  ])('%s', (text) => {
    expect(asksForRemoval(text)).toBe(true);
  });

  it.each(['go on', 'yes', 'no', 'do not remove me, go on', 'continuar', 'المتابعة', 'जारी रखें'])('not %s', (text) => {
    expect(asksForRemoval(text)).toBe(false);
  });
});

describe('awaitsLeaveToGoOn', () => {
  it.each([
    ['CONTINUE_CHOICE', true],
    ['PERMISSION', true],
    ['RECORDING', false],
  ])('an opening with %s: %s', (element, expected) => {
    expect(awaitsLeaveToGoOn(scene(['AI', element], [1]), 1)).toBe(expected);
    expect(asksToGoOn(scene(['AI', element]))).toBe(expected);
  });

  it('is over with the first answer, not with a silence', () => {
    expect(awaitsLeaveToGoOn(scene(['PERMISSION'], [1, 2]), 2)).toBe(false);
    expect(awaitsLeaveToGoOn(scene(['PERMISSION'], [3]), 3)).toBe(true);
  });

  it('does not hold for a call opened before disclosures were kept', () => {
    expect(awaitsLeaveToGoOn(scene(null, [1]), 1)).toBe(false);
  });
});
