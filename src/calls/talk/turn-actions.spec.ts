import { did, isLast, TURN_ACTIONS } from './turn-actions';

describe('isLast', () => {
  it('is so for every action but asking again', () => {
    expect(TURN_ACTIONS.filter((action) => !isLast(action))).toEqual(['STILL_THERE', 'SAY_AGAIN']);
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
