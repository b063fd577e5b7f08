import type { Turn } from '../../conversations/turn.entity';
import { freshTurns } from './scene';

function turn(seq: number, speaker: Turn['speaker'], exchange = seq): Turn {
  return { seq, speaker, exchange, text: String(seq) } as Turn;
}

const places = (turns: readonly Turn[], upTo: number): number[] => freshTurns(turns, upTo).map(({ seq }) => seq);

describe('the messages to answer', () => {
  it('are those since the last answer', () => {
    const turns = [turn(1, 'LEAD'), turn(2, 'LEAD'), turn(3, 'AGENT', 2), turn(4, 'LEAD'), turn(5, 'LEAD')];
    expect(places(turns, 5)).toEqual([4, 5]);
    expect(places(turns, 4)).toEqual([4]);
  });

  it('hold one that came while the last answer was written', () => {
    expect(places([turn(1, 'LEAD'), turn(2, 'LEAD'), turn(3, 'AGENT', 1)], 2)).toEqual([2]);
  });

  it('are none when a person of the company has answered', () => {
    expect(places([turn(1, 'LEAD'), turn(2, 'HUMAN')], 1)).toEqual([]);
    expect(places([turn(1, 'LEAD'), turn(2, 'HUMAN'), turn(3, 'LEAD')], 3)).toEqual([3]);
  });

  it('are not what a person had before giving the thread back, unless that is all', () => {
    const turns = [turn(1, 'LEAD'), turn(2, 'AGENT', 1), turn(3, 'LEAD'), turn(4, 'LEAD'), turn(5, 'LEAD')];
    expect(freshTurns(turns, 5, 4).map(({ seq }) => seq)).toEqual([5]);
    expect(freshTurns(turns, 4, 4).map(({ seq }) => seq)).toEqual([3, 4]);
  });

  it('are still there when the answer was said and not written down as said', () => {
    expect(places([turn(1, 'LEAD'), turn(2, 'AGENT', 1)], 1)).toEqual([1]);
  });
});
