import type { Block } from './comparison';
import { type ArmStanding, leaderOf, type PairReader, rivalriesOf, verdictOf } from './verdict';

const arm = (agentId: string, settled: number, qualified: number, share = 1): ArmStanding => ({
  agentId,
  share,
  settled,
  qualified,
});

/** Results spread evenly over an arm. */
const evenly: PairReader = async (a, b, block: Block, blocks) => {
  const first = (of: ArmStanding, people: number) => ({
    people,
    successes: Math.round((people * of.qualified) / Math.max(1, of.settled)),
  });
  return { block, a: first(a, blocks * block.a), b: first(b, blocks * block.b) };
};

async function judge(...arms: ArmStanding[]) {
  const leader = leaderOf(arms);
  const rivalries = leader ? await rivalriesOf(leader, arms, evenly) : [];
  return { leader: leader?.agentId, verdict: verdictOf(arms, rivalries), rivalries };
}

describe('the verdict on an experiment', () => {
  it('is silent while an arm has fewer than thirty results', async () => {
    expect(await judge(arm('a', 5_000, 4_000), arm('b', 29, 0))).toMatchObject({ verdict: 'TOO_FEW' });
  });

  it('has no leader while nobody qualified', async () => {
    expect(await judge(arm('a', 100, 0), arm('b', 100, 0))).toEqual({
      leader: undefined,
      verdict: 'NO_DIFFERENCE_YET',
      rivalries: [],
    });
  });

  it('waits for more people while it may be chance, and says about how many', async () => {
    const { verdict, rivalries } = await judge(arm('a', 100, 30), arm('b', 100, 40));
    expect(verdict).toBe('NO_DIFFERENCE_YET');
    expect(rivalries[0]?.peopleNeeded).toBeGreaterThan(300);
    expect(rivalries[0]?.peopleNeeded).toBeLessThan(600);
  });

  it('is real when the leader is better than the other', async () => {
    expect(await judge(arm('a', 2_000, 600), arm('b', 2_000, 800))).toMatchObject({
      leader: 'b',
      verdict: 'REAL',
      rivalries: [{ agentId: 'a', isReal: true, peopleNeeded: 0 }],
    });
  });

  it('asks for more of each comparison the more arms there are', async () => {
    const pair = [arm('a', 800, 240), arm('b', 800, 328)] as const;
    expect(await judge(...pair)).toMatchObject({ verdict: 'REAL' });
    const losers = Array.from({ length: 8 }, (_, n) => arm(`z${n}`, 800, 40));
    const many = await judge(...pair, ...losers);
    expect(many).toMatchObject({ leader: 'b', verdict: 'NO_DIFFERENCE_YET' });
    expect(many.rivalries.filter(({ isReal }) => !isReal).map(({ agentId }) => agentId)).toEqual(['a']);
  });

  it('judges whole blocks when shares differ', async () => {
    const { rivalries } = await judge(arm('a', 3_001, 900, 75), arm('b', 999, 400, 25));
    expect(rivalries[0]).toMatchObject({ agentId: 'a', isReal: true });
  });
});
