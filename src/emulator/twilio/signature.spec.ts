import twilio from 'twilio';
import { deliveryOf } from './connection-overrides';
import { sign } from './signature';

const token = '12345';
const statusParams = {
  CallSid: 'CA1234567890ABCDE1234567890ABCDE12',
  AccountSid: 'AC0123456789abcdef0123456789abcdef',
  From: '+14155550100',
  To: '+919876543210',
  CallStatus: 'completed',
  CallDuration: '42',
  Duration: '1',
  Direction: 'outbound-api',
  ApiVersion: '2010-04-01',
  SequenceNumber: '3',
  CallbackSource: 'call-progress-events',
  Timestamp: 'Tue, 05 Aug 2025 10:15:30 +0000',
};
const vendorParams = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675310',
  Digits: '1234',
  From: '+14158675310',
  To: '+18005551212',
};

describe('X-Twilio-Signature', () => {
  it.each<[string, string, Record<string, string | string[]>, string]>([
    [
      'a status callback',
      'https://dialer.example.com/telephony/twilio/status?attemptId=att_01HZX&tenant=acme',
      statusParams,
      '9qjBUH1xwv8npbfwXkzd6nb0xXE=',
    ],
    [
      'another port',
      'https://dialer.example.com:8443/telephony/twilio/status?attemptId=att_01HZX&tenant=acme',
      statusParams,
      '5WvLJbN66B7W7Di0cpEz/DRMbCA=',
    ],
    [
      'a GET',
      'https://dialer.example.com/telephony/twilio/voice?CallSid=CA1&From=%2B14155550100',
      {},
      'O1+ur5FOdm+qsQt31pMamxKad80=',
    ],
    ['repeated names', 'https://x.example.com/a', { M: ['b', 'a', 'a'] }, '8bn5cw8IDpx04mVT83wU8mM2Pw4='],
    [
      'other scripts',
      'https://x.example.com/sms',
      { Body: 'नमस्ते', From: '+919876543210' },
      'TCQkNp87qteuZ9GVRvvBJipsbCw=',
    ],
    ['an empty value', 'https://x.example.com/sms', { Body: '', From: '+1' }, '03GQtwruQMeAao9g0tcl0MiAmqI='],
    [
      'the vendor’s own example',
      'https://mycompany.com/myapp.php?foo=1&bar=2',
      vendorParams,
      'GvWf1cFY/Q7PnoempGyD5oXAezc=',
    ],
  ])('of %s', (_, url, params, signature) => {
    expect(sign(token, url, params)).toBe(signature);
    expect(twilio.validateRequest(token, signature, url, params)).toBe(true);
  });

  it('differs by scheme and token', () => {
    const url = 'https://dialer.example.com/telephony/twilio/status?attemptId=att_01HZX&tenant=acme';
    expect(
      twilio.validateRequest(token, sign(token, url.replace('https', 'http'), statusParams), url, statusParams),
    ).toBe(false);
    expect(twilio.validateRequest(token, sign('54321', url, statusParams), url, statusParams)).toBe(false);
  });
});

describe('connection overrides', () => {
  it('default to one retry, on a failed connection only', () => {
    expect(deliveryOf('https://x.example.com/a?b=c')).toEqual({
      url: 'https://x.example.com/a?b=c',
      connectTimeoutMs: 5_000,
      readTimeoutMs: 15_000,
      totalTimeoutMs: 15_000,
      retries: 1,
      retryOn: new Set(['ct']),
    });
  });

  it('are read from the fragment, which is not requested', () => {
    expect(deliveryOf('https://x.example.com/a#rc=3&rp=ct,5xx&ct=2000&rt=4000&tt=9000')).toEqual({
      url: 'https://x.example.com/a',
      connectTimeoutMs: 2_000,
      readTimeoutMs: 4_000,
      totalTimeoutMs: 9_000,
      retries: 3,
      retryOn: new Set(['ct', '5xx']),
    });
  });

  it('are clamped, and ignored when they make no sense', () => {
    const delivery = deliveryOf('https://x.example.com/#rc=99&rt=99999&ct=soon&rp=all');
    expect(delivery).toMatchObject({ retries: 5, readTimeoutMs: 15_000, connectTimeoutMs: 5_000 });
    expect(delivery.retryOn).toEqual(new Set(['ct', 'rt', '4xx', '5xx']));
  });
});
