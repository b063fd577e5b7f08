import { attemptOf, parseLedger } from './carrier-ledger';

const TENANT = '0197e1a0-0000-7000-8000-000000000001';
const CALL = '0197e1a0-0000-7000-8000-000000000002';

describe('attemptOf', () => {
  it('reads tenant and call out of the address the carrier calls back', () => {
    expect(attemptOf(`http://127.0.0.1:3000/webhooks/twilio/voice/${TENANT}/${CALL}/0`)).toEqual({
      tenantId: TENANT,
      callId: CALL,
    });
  });

  it.each([null, '', 'https://example.com/twiml', `http://h/webhooks/twilio/voice/${TENANT}/short/0`])(
    'answers nothing for %p',
    (url) => {
      expect(attemptOf(url)).toBeUndefined();
    },
  );
});

describe('parseLedger', () => {
  const call = {
    sid: 'CA1',
    to: '+12125550123',
    createdAt: '2026-07-07T18:00:00Z',
    startedAt: '2026-07-07T18:00:01Z',
    endedAt: null,
    status: 'ringing',
    url: null,
  };

  it('keeps what the checks need', () => {
    expect(parseLedger({ emulator: true, total: 1, forgotten: 0, calls: [{ ...call, turns: [] }] })).toEqual({
      forgotten: 0,
      calls: [call],
    });
  });

  it('refuses a ledger with holes, and anything else', () => {
    expect(() => parseLedger({ forgotten: 2, calls: [] })).toThrow('has forgotten 2 calls');
    expect(() => parseLedger({ error: 'no' })).toThrow();
  });
});
