import { FairLanes, type Turn } from './fair-lanes';

const turn = (id: string, owner = 'acme'): Turn => ({ id, owner });

describe('lanes', () => {
  it('are given in order, and no more than there are', () => {
    const lanes = new FairLanes(2, 2);
    for (const id of ['a', 'b', 'c']) lanes.add(turn(id));
    expect([lanes.take()?.id, lanes.take()?.id, lanes.take()?.id]).toEqual(['a', 'b', undefined]);
    lanes.release(turn('a'));
    expect(lanes.take()?.id).toBe('c');
  });

  it('are not all one owner’s: others pass by', () => {
    const lanes = new FairLanes(3, 2);
    for (const id of ['a', 'b', 'c']) lanes.add(turn(id));
    lanes.add(turn('x', 'other'));
    expect([lanes.take()?.id, lanes.take()?.id, lanes.take()?.id]).toEqual(['a', 'b', 'x']);
    lanes.release(turn('x', 'other'));
    expect(lanes.take()).toBeUndefined();
    lanes.release(turn('b'));
    expect(lanes.take()?.id).toBe('c');
  });

  it('hold each once; what comes while it is served has its turn after', () => {
    const lanes = new FairLanes(3, 3);
    lanes.add(turn('a'));
    lanes.add(turn('a'));
    expect([lanes.take()?.id, lanes.take()]).toEqual(['a', undefined]);
    lanes.add(turn('a'));
    expect(lanes.take()).toBeUndefined();
    lanes.release(turn('a'));
    expect(lanes.take()?.id).toBe('a');
  });

  it('forget who waits', () => {
    const lanes = new FairLanes(1, 1);
    lanes.add(turn('a'));
    lanes.clear();
    expect(lanes.take()).toBeUndefined();
  });
});
