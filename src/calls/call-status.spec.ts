import { CALL_MOVES, CALL_STATUSES, FINAL_STATUSES, isFinal, LIVE_STATUSES, mayMove } from './call-status';

describe('life of a call', () => {
  it('is either live or over, never both', () => {
    expect([...LIVE_STATUSES, ...FINAL_STATUSES].sort()).toEqual([...CALL_STATUSES].sort());
  });

  it('never leaves a final state', () => {
    for (const status of FINAL_STATUSES) {
      expect(isFinal(status)).toBe(true);
      expect(CALL_MOVES[status]).toEqual([]);
    }
  });

  it('may skip states and never reverses them', () => {
    expect(mayMove('DIALING', 'COMPLETED')).toBe(true);
    expect(mayMove('IN_PROGRESS', 'RINGING')).toBe(false);
    expect(mayMove('RINGING', 'DIALING')).toBe(false);
    expect(mayMove('QUEUED', 'IN_PROGRESS')).toBe(false);
  });
});
