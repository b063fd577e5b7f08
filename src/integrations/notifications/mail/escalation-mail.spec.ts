import type { HandoffPacket } from '../../../escalation/packets/handoff-packet';
import { escalationMail } from './escalation-mail';
import { outcomeOfFailure } from './smtp-outcome';

const packet: HandoffPacket = {
  name: '<script>alert(1)</script>\r\nBcc: evil@x.example',
  phone: '+14155550123',
  email: null,
  company: 'Sea & "Sons"',
  stage: 'HANDED_OFF',
  temperature: 'HOT',
  isSuppressed: false,
  score: 75,
  coverage: 100,
  criteria: [],
  facts: [{ conversationId: 'c', field: 'budget', value: 800_000, quote: 'ميزانيتي ٨٠٠ ألف', turnSeq: 2 }],
  notes: null,
  nextAction: null,
  openQuestion: 'http://evil.example/ click <a href="http://evil.example">here</a>',
  openQuestionTurn: 3,
  channel: 'WHATSAPP',
  language: 'ar',
  bestTime: {
    timeZone: 'Asia/Dubai',
    isGuess: false,
    promisedAt: new Date('2026-07-08T15:00:00Z'),
    isOpenNow: true,
    opensAt: null,
    closesAt: null,
  },
  history: [],
  transcriptPage: 'https://calls.acme.example/?conversation=1&tab=talk',
};
const about = {
  kind: 'ESCALATION_RAISED',
  trigger: 'HUMAN_REQUESTED',
  reason: null,
  raisedAt: new Date('2026-07-07T18:00:00Z'),
  callbackDueAt: null,
} as const;

describe('the mail about an escalation', () => {
  const mail = escalationMail(packet, about);

  it('takes every word of the lead for data', () => {
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('&lt;script&gt;');
    expect(mail.html).toContain('Sea &amp; &quot;Sons&quot;');
    expect(mail.html.match(/<a /g)).toHaveLength(1);
    expect(mail.html).toContain('href="https://calls.acme.example/?conversation=1&amp;tab=talk"');
    expect(mail.text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([]);
  });

  it('says that somebody was promised a call, and by when, on the clock of the person', () => {
    const callbackDueAt = new Date('2026-07-07T19:00:00Z');
    const promised = escalationMail(packet, { ...about, kind: 'CALLBACK_PROMISED', callbackDueAt });
    expect(promised.subject).toMatch(/^A callback was promised: /);
    expect(promised.text).toMatch(/^Call back by: 7 Jul 2026, \d\d:00 \(.+\)$/m);
    expect(mail.text).not.toContain('Call back by');
  });

  it('has no link where the company has no page to show', () => {
    const bare = escalationMail({ ...packet, transcriptPage: null }, about);
    expect(bare.html).not.toContain('<a ');
    expect(bare.text).not.toContain('Transcript');
  });

  it('shows Arabic from the right', () => {
    expect(mail.html).toContain('<td dir="rtl" lang="ar">800000 (&quot;ميزانيتي ٨٠٠ ألف&quot;)</td>');
  });

  it('says why, how much, and when, on the clock of the person', () => {
    expect(mail.text).toContain('Why: The person asked for a human.');
    expect(mail.text).toContain('Score: 75 of 100');
    expect(mail.text).toContain('8 Jul 2026, 19:00 (Asia/Dubai)');
  });

  it('warns of who asked not to be contacted, and calls nobody nameless', () => {
    const { subject, text } = escalationMail({ ...packet, name: null, isSuppressed: true }, about);
    expect(subject).toBe('Waiting for a human: +14155550123');
    expect(text).toContain('asked not to be contacted');
  });
});

describe('a failure to hand mail over', () => {
  it.each([
    ['all recipients refused', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'REFUSED'],
    ['greylisting', { code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }, 'RETRY'],
    ['refused after the words, for now', { code: 'EMESSAGE', responseCode: 452, command: 'DATA' }, 'RETRY'],
    ['refused after the words', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'REFUSED'],
    ['sender refused', { code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM' }, 'MISCONFIGURED'],
    ['bad login', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'MISCONFIGURED'],
    ['no STARTTLS', { code: 'ETLS', responseCode: 500, command: 'STARTTLS' }, 'MISCONFIGURED'],
    ['connection refused', { code: 'ESOCKET', command: 'CONN' }, 'RETRY'],
    ['no greeting', { code: 'ETIMEDOUT', command: 'CONN' }, 'RETRY'],
    ['dropped after the words', { code: 'ECONNECTION', command: 'CONN' }, 'RETRY'],
    ['nobody to send to', { code: 'EENVELOPE', command: 'API' }, 'REFUSED'],
    ['anything', 'boom', 'RETRY'],
  ])('%s', (_, failure, kind) => {
    expect(outcomeOfFailure(failure).kind).toBe(kind);
  });
});
