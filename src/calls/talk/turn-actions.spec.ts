import { did, handingOver, handOverTriggerIn, isLast, transferIn, TURN_ACTIONS } from './turn-actions';

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

describe('handing over', () => {
  const transferId = '01980000-0000-7000-8000-000000000001';

  it.each([
    [{}, 'REQUEST_HUMAN'],
    [{ trigger: 'ANGER' }, 'REQUEST_HUMAN:ANGER'],
    [{ transferId }, `REQUEST_HUMAN:${transferId}`],
    [{ trigger: 'TOO_MANY_EXCHANGES', transferId }, `REQUEST_HUMAN:TOO_MANY_EXCHANGES:${transferId}`],
  ])('of %j is %s, and can be read again', (details, action) => {
    expect(handingOver(details)).toBe(action);
    expect({ trigger: handOverTriggerIn(action), transferId: transferIn(action) }).toEqual({
      trigger: undefined,
      transferId: undefined,
      ...details,
    });
    expect(did({ action }, 'REQUEST_HUMAN') && isLast(action)).toBe(true);
  });

  it('is nothing else', () => {
    for (const action of [null, 'END_CALL:DONE', 'WRAP_UP']) {
      expect([transferIn(action), handOverTriggerIn(action)]).toEqual([undefined, undefined]);
    }
  });
});
