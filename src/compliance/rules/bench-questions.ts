import type { ConsentGrant, ContactChannel, ContactHistory, ContactQuestion } from './contact-question';
import { DAY } from './local-day';
import { uneventfulHistory } from './uneventful-history';

/** Numbers of every kind of place: one zone, several, another country, an address elsewhere, and none. */
const PEOPLE: readonly (readonly [phone: string, state: string | null])[] = [
  ['+12125552345', null],
  ['+13055552345', 'NY'],
  ['+18505552345', null],
  ['+17135552345', 'CA'],
  ['+14015552345', null],
  ['+12155552345', null],
  ['+15045552345', null],
  ['+12075552345', null],
  ['+14025552345', null],
  ['+19075552345', null],
  ['+16045552345', null],
  ['+14165552345', 'ON'],
  ['+919876543210', null],
  ['+971501234567', null],
  ['+447911123456', null],
  ['+18005552345', null],
];
const CHANNELS: readonly ContactChannel[] = ['AI_VOICE', 'SMS', 'HUMAN_VOICE', 'AI_VOICE'];
const SELLER = 'Acme Homes LLC';

/**
 * Questions as a running platform asks them: a week of moments of day and night, with consent (now and then without), and now and then
 * with attempts or an opt-out before. Each is another object, as if read from the database just now.
 */
export function mixedQuestions(count: number, from: Date): ContactQuestion[] {
  return Array.from({ length: count }, (_, index) => {
    const [phone = '', addressState = null] = PEOPLE[index % PEOPLE.length] ?? [];
    const at = from.getTime() + ((index * 7_919) % 10_080) * 60_000;
    return {
      contact: { phone, line: 'MOBILE', addressState },
      occasion: {
        channel: CHANNELS[Math.floor(index / PEOPLE.length) % CHANNELS.length] ?? 'AI_VOICE',
        purpose: 'MARKETING',
        seller: SELLER,
        subject: 'home-tour',
        callerId: phone.startsWith('+91') ? '+911401234567' : '+97145551234',
        callerIdVerified: true,
      },
      moment: new Date(at),
      history: historyOf(index, phone, at),
      holds: [],
      narrowings: [{ windows: { mon: ['09:00', '18:00'], sun: null }, maxAttemptsPer24h: 2 }],
    };
  });
}

function historyOf(index: number, phone: string, at: number): ContactHistory {
  const hoursAgo = index % 5 === 0 ? [30, 5, 2] : [];
  return {
    ...uneventfulHistory(new Date(at - DAY)),
    consents: index % 11 === 0 ? [] : [consentOf(phone, at)],
    revocations: index % 13 === 0 ? [{ at: new Date(at - 1_000), scope: 'ALL' }] : [],
    attempts: hoursAgo.map((hours) => ({
      at: new Date(at - hours * 3_600_000),
      channel: 'AI_VOICE',
      subject: 'home-tour',
    })),
  };
}

function consentOf(phone: string, at: number): ConsentGrant {
  return {
    type: 'PEWC',
    phone,
    seller: SELLER,
    channels: ['AI_VOICE', 'SMS', 'HUMAN_VOICE'],
    signature: 'esign_checkbox',
    disclosesAutomatedVoice: true,
    disclosesNotCondition: true,
    invitedCall: false,
    obtainedAt: new Date(at - 30 * DAY),
  };
}
