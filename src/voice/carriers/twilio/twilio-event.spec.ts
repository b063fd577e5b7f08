import type { RawWebhook } from '../../carrier.port';
import { readTwilioEvent } from './twilio-event';

const TERMINAL = {
  CallSid: 'CA1234567890ABCDE1234567890ABCDE12',
  AccountSid: 'AC0123456789abcdef0123456789abcdef',
  From: '+14155550100',
  To: '+919876543210',
  Caller: '+14155550100',
  Called: '+919876543210',
  CalledCity: 'PUNE',
  FromZip: '94105',
  ToCountry: 'IN',
  CallStatus: 'busy',
  CallDuration: '0',
  Duration: '1',
  Direction: 'outbound-api',
  ApiVersion: '2010-04-01',
  SequenceNumber: '2',
  CallbackSource: 'call-progress-events',
  Timestamp: 'Tue, 05 Aug 2025 10:15:30 +0000',
  SipResponseCode: '486',
  SomethingNew: '+14155550123',
  AlsoNew: 'kept',
};

function webhook(form: RawWebhook['form'], kind = 'status'): RawWebhook {
  return { url: `https://x.example.com/webhooks/twilio/${kind}/t/c`, headers: {}, form, rawBody: Buffer.alloc(0) };
}

function key(form: RawWebhook['form']): string {
  return readTwilioEvent(webhook(form), 0).dedupeKey;
}

describe('readTwilioEvent', () => {
  it('reads a status callback', () => {
    expect(readTwilioEvent(webhook(TERMINAL), 0)).toMatchObject({
      provider: 'TWILIO',
      providerCallId: TERMINAL.CallSid,
      dedupeKey: `tw:${TERMINAL.AccountSid}:${TERMINAL.CallSid}:st:busy`,
      type: 'STATUS',
      status: 'BUSY',
      sequence: 2,
      occurredAt: new Date('2025-08-05T10:15:30Z'),
      durationSeconds: 0,
      sipCode: 486,
    });
  });

  it('keeps no number, name or place', () => {
    const { payload } = readTwilioEvent(webhook({ ...TERMINAL, CallerName: 'ANNA', SpeechResult: 'my secret' }), 0);
    expect(payload).toEqual({
      CallSid: TERMINAL.CallSid,
      AccountSid: TERMINAL.AccountSid,
      CallStatus: 'busy',
      CallDuration: '0',
      Duration: '1',
      Direction: 'outbound-api',
      ApiVersion: '2010-04-01',
      SequenceNumber: '2',
      CallbackSource: 'call-progress-events',
      Timestamp: 'Tue, 05 Aug 2025 10:15:30 +0000',
      SipResponseCode: '486',
      AlsoNew: 'kept',
    });
  });

  it.each([
    ['queued', 'QUEUED'],
    ['initiated', 'INITIATED'],
    ['ringing', 'RINGING'],
    ['in-progress', 'IN_PROGRESS'],
    ['completed', 'COMPLETED'],
    ['no-answer', 'NO_ANSWER'],
    ['failed', 'FAILED'],
    ['canceled', 'CANCELED'],
  ])('knows %s', (CallStatus, status) => {
    expect(readTwilioEvent(webhook({ ...TERMINAL, CallStatus }), 0).status).toBe(status);
  });

  it('is one fact however often it comes, and another for another status', () => {
    const again = { ...TERMINAL, SequenceNumber: '9' };
    expect(key(again)).toBe(key(TERMINAL));
    expect(key({ ...TERMINAL, CallStatus: 'ringing' })).not.toBe(key(TERMINAL));
  });

  it.each([
    ['human', 'HUMAN'],
    ['machine_start', 'MACHINE'],
    ['machine_end_beep', 'MACHINE'],
    ['machine_end_silence', 'MACHINE'],
    ['fax', 'FAX'],
    ['unknown', 'UNKNOWN'],
    ['something-else', 'UNKNOWN'],
  ])('reads the verdict %s as %s', (AnsweredBy, verdict) => {
    const form = { CallSid: 'CA1', AccountSid: 'AC1', AnsweredBy, MachineDetectionDuration: '2800' };
    const event = readTwilioEvent(webhook(form, 'amd'), 0);
    expect(event).toMatchObject({ type: 'AMD', answeredBy: verdict, dedupeKey: 'tw:AC1:CA1:amd' });
    expect(event.status).toBeUndefined();
  });

  it('does not take a status callback with AnsweredBy for a verdict', () => {
    expect(readTwilioEvent(webhook({ ...TERMINAL, AnsweredBy: 'human' }), 0)).toMatchObject({
      type: 'STATUS',
      answeredBy: 'HUMAN',
    });
  });

  it('keeps a status it does not know as an event without one', () => {
    const event = readTwilioEvent(webhook({ ...TERMINAL, CallStatus: 'levitating' }), 0);
    expect(event.status).toBeUndefined();
    expect(event.payload['CallStatus']).toBe('levitating');
  });

  it('moves the moment onto the clock of this program', () => {
    const event = readTwilioEvent(webhook(TERMINAL), 3_600_000);
    expect(event.occurredAt).toEqual(new Date('2025-08-05T11:15:30Z'));
  });

  it('leaves out what cannot be read', () => {
    const form = { ...TERMINAL, SequenceNumber: 'x', Timestamp: 'yesterday', SipResponseCode: '', ErrorCode: '' };
    const event = readTwilioEvent(webhook(form), 0);
    expect(Object.keys(event)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/sequence|occurredAt|sipCode|errorCode/)]),
    );
  });

  it('refuses a callback about no call', () => {
    expect(() => readTwilioEvent(webhook({ CallStatus: 'busy' }), 0)).toThrow('CallSid');
  });
});
