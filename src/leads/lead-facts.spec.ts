import { mappedFacts, updatedFacts } from './lead-facts';
import { LEADS_OF_A_FACT } from './leads.events';

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `lead-${n}`);

describe('facts of leads', () => {
  it('hold many leads, up to a limit, each once and in their order', () => {
    const facts = updatedFacts(ids(2 * LEADS_OF_A_FACT + 1));
    expect(facts.map(({ leadIds }) => leadIds.length)).toEqual([LEADS_OF_A_FACT, LEADS_OF_A_FACT, 1]);
    expect(facts.flatMap(({ leadIds }) => leadIds)).toEqual(ids(2 * LEADS_OF_A_FACT + 1));
    expect(updatedFacts([])).toEqual([]);
  });

  it('are of one project each when the leads have got one', () => {
    const leads = ids(LEADS_OF_A_FACT + 3).map((leadId, n) => ({
      leadId,
      projectId: n % 2 === 0 ? 'flats' : 'houses',
    }));
    const facts = mappedFacts([...leads, ...ids(LEADS_OF_A_FACT).map((leadId) => ({ leadId, projectId: 'plots' }))]);
    expect(facts.map(({ projectId, leadIds }) => [projectId, leadIds.length])).toEqual([
      ['flats', 102],
      ['houses', 101],
      ['plots', LEADS_OF_A_FACT],
    ]);
    expect(mappedFacts([])).toEqual([]);
  });
});
