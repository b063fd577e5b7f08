import { did, isLast, TURN_ACTIONS } from './turn-actions';

describe('isLast', () => {
  it('is so for every action but asking again, and that nobody else is free', () => {
    const goOn = TURN_ACTIONS.filter((action) => !isLast(action));
    expect(goOn).toEqual(['STILL_THERE', 'SAY_AGAIN', 'NOBODY_FREE']);
    expect(isLast('END_CALL:DONE')).toBe(true);
    expect(isLast(null)).toBe(false);
  });
});

describe('did', () => {
  it('looks past the detail', () => {
    expect(did({ action: 'SCHEDULE_CALLBACK:at 4:30' }, 'SCHEDULE_CALLBACK')).toBe(true);
    expect(did({ action: null }, 'OPT_OUT')).toBe(false);
    expect(did(undefined, 'OPT_OUT')).toBe(false);
  });
});
