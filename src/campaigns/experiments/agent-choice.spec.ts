import { armOf, type Person, seatPeople, type Speaker } from './agent-choice';

const MAYA = '0197f000-0000-7000-8000-00000000000a';
const BEN = '0197f000-0000-7000-8000-00000000000b';
const ZOE = '0197f000-0000-7000-8000-00000000000c';

const phoneOf = (n: number): string => `+1212${String(5_550_000 + n)}`;
const speaker = (id: string, about: Partial<Speaker> = {}): Speaker => ({
  id,
  share: null,
  free: null,
  live: 0,
  ...about,
});
const people = (count: number, about: Partial<Person> = {}): Person[] =>
  Array.from({ length: count }, (_, n) => ({
    enrolmentId: `e${n}`,
    phone: phoneOf(n),
    agentId: null,
    knownAgentId: null,
    ...about,
  }));
const calledBy = (seats: ReturnType<typeof seatPeople>, agentId: string): number =>
  seats.filter((seat) => seat.isCalled && seat.agentId === agentId).length;

describe('the arm of a person', () => {
  it.each([
    [1, 1],
    [3, 1],
    [70, 30],
    [99, 1],
  ])('follows shares of %i to %i within a hundredth, over ten thousand people', (maya, ben) => {
    const arms = [
      { id: MAYA, share: maya },
      { id: BEN, share: ben },
    ];
    let mayas = 0;
    for (let n = 0; n < 10_000; n += 1) if (armOf(phoneOf(n), arms)?.id === MAYA) mayas += 1;
    expect(Math.abs(mayas / 10_000 - maya / (maya + ben))).toBeLessThan(0.01);
  });

  it('does not depend on the order of the arms', () => {
    const arms = [MAYA, BEN, ZOE].map((id, n) => ({ id, share: n + 1 }));
    for (let n = 0; n < 500; n += 1) expect(armOf(phoneOf(n), [...arms].reverse())).toBe(armOf(phoneOf(n), arms));
  });

  it('moves only towards an agent that got more, and only from one that went', () => {
    const before = [MAYA, BEN, ZOE].map((id) => ({ id, share: 1 }));
    const more = before.map((arm) => (arm.id === BEN ? { ...arm, share: 4 } : arm));
    const without = before.filter(({ id }) => id !== ZOE);
    for (let n = 0; n < 2_000; n += 1) {
      const was = armOf(phoneOf(n), before)?.id;
      const grown = armOf(phoneOf(n), more)?.id;
      expect(grown === was || grown === BEN).toBe(true);
      if (was !== ZOE) expect(armOf(phoneOf(n), without)?.id).toBe(was);
    }
  });
});

describe('seating people', () => {
  it('keeps a person with the agent of the first claim, whatever the weights are by now', () => {
    const seats = seatPeople(
      people(50, { agentId: BEN }),
      [speaker(MAYA, { share: 100 }), speaker(BEN, { share: 1 })],
      50,
    );
    expect(calledBy(seats, BEN)).toBe(50);
  });

  it('gives a person whose agent no longer speaks another one', () => {
    const seats = seatPeople(
      people(10, { agentId: ZOE }),
      [speaker(MAYA, { share: 1 }), speaker(BEN, { share: 1 })],
      10,
    );
    expect(seats).toHaveLength(10);
    expect(seats.every(({ agentId, isCalled }) => isCalled && agentId !== ZOE)).toBe(true);
  });

  it('never gives an agent more than it has free, and calls those behind who wait for a full one', () => {
    const speakers = [speaker(MAYA, { share: 1, free: 2, live: 3 }), speaker(BEN, { share: 1 })];
    const seats = seatPeople(people(100), speakers, 30);
    expect(calledBy(seats, MAYA)).toBe(2);
    expect(calledBy(seats, BEN)).toBe(28);
    const waiting = seats.filter(({ isCalled }) => !isCalled);
    expect(waiting.length).toBeGreaterThan(10);
    expect(waiting.every(({ agentId }) => agentId === MAYA)).toBe(true);
  });

  it('says nothing of who goes on waiting for the same agent', () => {
    expect(seatPeople(people(5, { agentId: MAYA }), [speaker(MAYA, { share: 1, free: 0, live: 1 })], 5)).toEqual([]);
  });

  describe('without a split', () => {
    it('shares new people so that all agents are equally busy', () => {
      const speakers = [speaker(MAYA, { live: 4 }), speaker(BEN), speaker(ZOE)];
      const seats = seatPeople(people(26), speakers, 26);
      expect([MAYA, BEN, ZOE].map((id) => calledBy(seats, id))).toEqual([6, 10, 10]);
    });

    it('counts room, not calls: a small agent is full before a large one', () => {
      const speakers = [speaker(MAYA, { free: 2 }), speaker(BEN, { free: 8 })];
      const seats = seatPeople(people(5), speakers, 5);
      expect([calledBy(seats, MAYA), calledBy(seats, BEN)]).toEqual([1, 4]);
      expect(seatPeople(people(20), speakers, 20)).toHaveLength(10);
    });

    it('lets people go to whom they know, unless that one is full', () => {
      const known = people(6, { knownAgentId: MAYA });
      const seats = seatPeople(known, [speaker(MAYA, { free: 4, live: 6 }), speaker(BEN)], 6);
      expect([calledBy(seats, MAYA), calledBy(seats, BEN)]).toEqual([4, 2]);
    });

    it('says the same every time', () => {
      const speakers = [speaker(MAYA), speaker(BEN), speaker(ZOE)];
      expect(seatPeople(people(40), speakers, 40)).toEqual(seatPeople(people(40), [...speakers], 40));
    });
  });
});
