import { createHmac } from 'node:crypto';
import type { RawWebhook } from '../../carrier.port';
import { isSignature, isSignedBy, parametersOf } from './twilio-signature';

const TOKEN = '12345';
const ACCOUNT = { accountSid: 'AC0123456789abcdef0123456789abcdef', authToken: TOKEN };
const STATUS_URL = 'https://dialer.example.com/telephony/twilio/status?attemptId=att_01HZX&tenant=acme';
const STATUS_BODY =
  'CallSid=CA1234567890ABCDE1234567890ABCDE12&AccountSid=AC0123456789abcdef0123456789abcdef&From=%2B14155550100' +
  '&To=%2B919876543210&CallStatus=completed&CallDuration=42&Duration=1&Direction=outbound-api&ApiVersion=2010-04-01' +
  '&SequenceNumber=3&CallbackSource=call-progress-events&Timestamp=Tue%2C+05+Aug+2025+10%3A15%3A30+%2B0000';
const STATUS_SIGNATURE = '9qjBUH1xwv8npbfwXkzd6nb0xXE=';

function webhook(changes: Partial<RawWebhook> & { signature?: string | undefined } = {}): RawWebhook {
  return {
    url: changes.url ?? STATUS_URL,
    headers: changes.headers ?? {
      'x-twilio-signature': changes.signature ?? STATUS_SIGNATURE,
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    },
    // What a filter left over: the proof must not depend on it.
    form: {},
    rawBody: changes.rawBody ?? Buffer.from(STATUS_BODY),
  };
}

describe('isSignature, against known vectors', () => {
  it.each([
    [STATUS_URL, STATUS_BODY, STATUS_SIGNATURE],
    ['https://x.example.com/a', 'M=b&M=a&M=a', '8bn5cw8IDpx04mVT83wU8mM2Pw4='],
    ['https://x.example.com/a', 'M=a&M=b', '8bn5cw8IDpx04mVT83wU8mM2Pw4='],
    [
      'https://x.example.com/sms',
      'Body=%E0%A4%A8%E0%A4%AE%E0%A4%B8%E0%A5%8D%E0%A4%A4%E0%A5%87&From=%2B919876543210',
      'TCQkNp87qteuZ9GVRvvBJipsbCw=',
    ],
    ['https://x.example.com/sms', 'Body=&From=%2B1', '03GQtwruQMeAao9g0tcl0MiAmqI='],
    [
      'https://mycompany.com/myapp.php?foo=1&bar=2',
      'CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212',
      'GvWf1cFY/Q7PnoempGyD5oXAezc=',
    ],
    [
      'https://dialer.example.com/telephony/twilio/voice?CallSid=CA1&From=%2B14155550100',
      '',
      'O1+ur5FOdm+qsQt31pMamxKad80=',
    ],
    // The SDK accepts the form with the default port for the address without it.
    [STATUS_URL, STATUS_BODY, 'qzg/fX3E0mVtdxvrI65opxQLIm8='],
  ])('accepts %s', (url, body, signature) => {
    expect(isSignature(TOKEN, signature, url, parametersOf(Buffer.from(body)))).toBe(true);
  });

  it('rejects the same request over http, to another path, with another token', () => {
    const parameters = parametersOf(Buffer.from(STATUS_BODY));
    expect(isSignature(TOKEN, STATUS_SIGNATURE, STATUS_URL.replace('https', 'http'), parameters)).toBe(false);
    expect(isSignature(TOKEN, STATUS_SIGNATURE, STATUS_URL.replace('status', 'voice'), parameters)).toBe(false);
    expect(isSignature('54321', STATUS_SIGNATURE, STATUS_URL, parameters)).toBe(false);
    expect(isSignature(TOKEN, STATUS_SIGNATURE, 'not a url', parameters)).toBe(false);
  });
});

describe('isSignedBy', () => {
  it('accepts what Twilio signed, reading the bytes and not the filtered form', () => {
    expect(isSignedBy(ACCOUNT, webhook())).toBe(true);
  });

  it.each([
    ['no signature', webhook({ headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
    ['an empty signature', webhook({ signature: '' })],
    ['a wrong signature', webhook({ signature: STATUS_SIGNATURE.replace('9', '8') })],
    ['a changed value', webhook({ rawBody: Buffer.from(STATUS_BODY.replace('completed', 'busy')) })],
    ['an added parameter', webhook({ rawBody: Buffer.from(`${STATUS_BODY}&Extra=1`) })],
    ['a removed parameter', webhook({ rawBody: Buffer.from(STATUS_BODY.replace('&Duration=1', '')) })],
    ['another address', webhook({ url: `${STATUS_URL}2` })],
  ])('rejects %s', (_case, forged) => {
    expect(isSignedBy(ACCOUNT, forged)).toBe(false);
  });

  it('rejects a good signature of another account', () => {
    const body = STATUS_BODY.replace(ACCOUNT.accountSid, 'ACffffffffffffffffffffffffffffffff');
    const sorted = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1));
    const signature = createHmac('sha1', TOKEN)
      .update(STATUS_URL + sorted.flat().join(''))
      .digest('base64');
    const parameters = parametersOf(Buffer.from(body));
    expect(isSignature(TOKEN, signature, STATUS_URL, parameters)).toBe(true);
    expect(isSignedBy(ACCOUNT, webhook({ signature, rawBody: Buffer.from(body) }))).toBe(false);
  });

  it('rejects a body that is no form', () => {
    const headers = { 'x-twilio-signature': STATUS_SIGNATURE, 'content-type': 'application/json' };
    expect(isSignedBy(ACCOUNT, webhook({ headers }))).toBe(false);
  });
});

describe('parametersOf', () => {
  it('keeps unknown, repeated, empty and oddly named parameters', () => {
    const parameters = parametersOf(Buffer.from('A=1&A=2&New%20One=%2B&B=&__proto__=x'));
    expect(Object.entries(parameters)).toEqual([
      ['A', ['1', '2']],
      ['New One', '+'],
      ['B', ''],
      ['__proto__', 'x'],
    ]);
  });
});
