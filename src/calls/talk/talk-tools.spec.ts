import { actionOf, decisionOf, TALK_TOOLS } from './talk-tools';

describe('decisionOf', () => {
  it('does nothing when nothing, or something unknown, is asked for', () => {
    expect(decisionOf([])).toBeNull();
    expect(decisionOf([{ name: 'transfer_money', input: {} }])).toBeNull();
  });

  it.each([
    ['end_call', { reason: 'not_interested' }, 'END_CALL:NOT_INTERESTED'],
    ['end_call', { reason: 'because' }, 'END_CALL:OTHER'],
    ['end_call', null, 'END_CALL:OTHER'],
    ['request_human', { reason: 'wants a person' }, 'REQUEST_HUMAN'],
    ['opt_out', undefined, 'OPT_OUT'],
    ['schedule_callback', { when: ' Thursday\n at four ' }, 'SCHEDULE_CALLBACK:Thursday at four'],
    ['schedule_callback', { when: 4 }, 'SCHEDULE_CALLBACK'],
  ])('%s with %p is kept as %s', (name, input, action) => {
    const decision = decisionOf([{ name, input }]);
    expect(decision && actionOf(decision)).toBe(action);
  });

  it('puts the wish of the person before the end of the call', () => {
    const calls = [
      { name: 'end_call', input: { reason: 'done' } },
      { name: 'schedule_callback', input: { when: 'tomorrow' } },
      { name: 'opt_out', input: {} },
    ];
    expect(decisionOf(calls)?.kind).toBe('OPT_OUT');
    expect(decisionOf(calls.slice(0, 2))?.kind).toBe('SCHEDULE_CALLBACK');
  });
});

describe('TALK_TOOLS', () => {
  it('are four and give the model no address, number or id to fill in', () => {
    expect(TALK_TOOLS.map((tool) => tool.name)).toEqual(['end_call', 'request_human', 'opt_out', 'schedule_callback']);
    expect(JSON.stringify(TALK_TOOLS.map((tool) => tool.inputSchema))).not.toMatch(/phone|url|tenant|lead|price/i);
  });
});
