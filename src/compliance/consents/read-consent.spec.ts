import { createHash } from 'node:crypto';
import { readConsent } from './read-consent';
import type { SaidConsent } from './said-consent';

const NOW = new Date('2026-07-07T18:00:00Z');
const LEGAL_NAME = 'Acme Homes LLC';
const TEXT = 'Acme Homes LLC may call me, also with artificial voices. No purchase depends on it.';

const WRITTEN: SaidConsent = {
  source: 'API',
  text: TEXT,
  signature: 'esign_checkbox',
  automatedVoice: true,
  notConditionOfPurchase: true,
};

function read(change: Partial<SaidConsent> = {}, path = '') {
  return readConsent({ ...WRITTEN, ...change }, { legalName: LEGAL_NAME, now: NOW }, path);
}

function termsOf(change: Partial<SaidConsent> = {}) {
  const reading = read(change);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.terms;
}

function problemsOf(change: Partial<SaidConsent>, path = ''): string[] {
  const reading = read(change, path);
  return 'problems' in reading ? reading.problems.map(({ field, message }) => `${field} ${message}`) : [];
}

describe('readConsent', () => {
  it('takes what is left out from what is known', () => {
    expect(termsOf()).toEqual({
      type: 'PEWC',
      seller: LEGAL_NAME,
      channels: ['AI_VOICE', 'HUMAN_VOICE'],
      purposes: ['MARKETING', 'INFORMATIONAL'],
      signature: 'esign_checkbox',
      disclosesAutomatedVoice: true,
      disclosesNotCondition: true,
      invitedCall: false,
      occurredAt: NOW,
      expiresAt: null,
      textShown: TEXT,
      source: 'API',
      evidence: {},
    });
  });

  it('keeps the evidence, each part of it', () => {
    const evidence = {
      pageUrl: 'https://acme.example/form',
      callId: 'call-1',
      ip: '2001:db8::1',
      userAgent: 'Mozilla/5.0',
      requestIp: '192.0.2.1',
      requestUserAgent: 'curl/8',
      certificate: 'cert.example/1',
      vendor: 'Leads Ltd',
      language: 'en-US',
      subject: 'viewings',
      statedTimeZone: 'America/New_York',
      statedAddress: '1 Main St',
      uncheckedByDefault: false,
    };
    expect(termsOf(evidence).evidence).toEqual(evidence);
  });

  it.each<[Partial<SaidConsent>]>([
    [{ signature: null }],
    [{ signature: 'No' }],
    [{ signature: 'n/a' }],
    [{ automatedVoice: false }],
    [{ notConditionOfPurchase: undefined }],
    [{ text: 'You may call me.' }],
    [{ purposes: 'informational' }],
    [{ type: 'pec' }],
  ])('%j makes it no written consent', (change) => {
    expect(termsOf(change).type).toBe('PEC');
  });

  it.each<[Partial<SaidConsent>, string]>([
    [{ signature: null }, 'input.signature is missing; without it the consent is no PEWC.'],
    [{ automatedVoice: false }, 'input.automatedVoice must be yes'],
    [{ notConditionOfPurchase: null }, 'input.notConditionOfPurchase must be yes'],
    [{ text: 'You may call me.' }, 'input.text does not name the seller'],
    [{ purposes: ['INFORMATIONAL'] }, 'input.purposes must include MARKETING'],
  ])('%j is refused where written consent is claimed', (change, problem) => {
    expect(problemsOf({ ...change, type: 'PEWC' }, 'input.')).toEqual([expect.stringContaining(problem)]);
  });

  it.each<[Partial<SaidConsent>, string]>([
    [{ text: ' ' }, 'text must be what the person read or heard.'],
    [{ text: null }, 'text must be what the person read or heard.'],
    [{ text: 'x'.repeat(10_001) }, 'text is longer than 10000 characters.'],
    [{ text: `${TEXT}\u0000` }, 'text holds a character that cannot be stored.'],
    [{ textHash: 'f'.repeat(64) }, 'textHash is not the SHA-256 of the text, in hexadecimal.'],
    [{ seller: 'Globex' }, 'seller is not the legal name of this company, Acme Homes LLC.'],
    [{ channels: ['PIGEON'] }, 'channels must be one or more of AI_VOICE, HUMAN_VOICE, SMS, WHATSAPP.'],
    [{ purposes: 'fun' }, 'purposes must be one or more of MARKETING, INFORMATIONAL.'],
    [{ type: 'ORAL' }, 'type must be one of PEWC, PEC.'],
    [{ invitedCall: 'perhaps' }, 'invitedCall must be yes or no.'],
    [{ at: '0000-01-01T00:00:00Z' }, 'at lies before the year 1900.'],
    [{ at: '0019-07-07' }, 'at lies before the year 1900.'],
    [{ at: new Date('1899-12-31T00:00:00Z') }, 'at lies before the year 1900.'],
    [{ at: new Date(NOW.getTime() + 1) }, 'at lies in the future.'],
    [{ at: 'yesterday' }, 'at must be a moment such as 2026-07-07T14:00:00Z or a date such as 2026-07-07.'],
    [{ at: '7/7/2026' }, 'at must be a moment'],
    [{ at: '2026-02-30' }, 'at must be a moment'],
    [{ at: '10:00' }, 'at must be a moment'],
    [{ at: new Date(Number.NaN) }, 'at must be a moment'],
    [{ expiresAt: NOW }, 'expiresAt must come after the consent was given.'],
    [{ expiresAt: '0001-01-01' }, 'expiresAt lies before the year 1900.'],
    [{ at: '2026-07-01', expiresAt: '2026-06-30' }, 'expiresAt must come after the consent was given.'],
    [{ ip: '999.1.1.1' }, 'ip is no IP address.'],
    [{ pageUrl: 'x'.repeat(2_001) }, 'pageUrl is longer than 2000 characters.'],
    [{ certificate: 'x'.repeat(501) }, 'certificate is longer than 500 characters.'],
    [{ signature: 'x'.repeat(201) }, 'signature is longer than 200 characters.'],
  ])('says what is wrong: %#', (change, problem) => {
    expect(problemsOf(change)).toEqual([expect.stringContaining(problem)]);
  });

  it('names every bad field', () => {
    expect(problemsOf({ seller: 'X', at: 'never', ip: 'here' }, 'consent.').map((line) => line.split(' ')[0])).toEqual([
      'consent.seller',
      'consent.ip',
      'consent.at',
    ]);
  });

  it('takes the same company however its name is spaced, and the hash in either case', () => {
    const textHash = createHash('sha256').update(TEXT).digest('hex').toUpperCase();
    expect(termsOf({ seller: ' ACME  homes\tllc', textHash })).toMatchObject({
      seller: 'ACME homes llc',
      type: 'PEWC',
    });
  });

  it.each([
    ['2026-07-01', '2026-07-01T00:00:00.000Z'],
    ['2026-07-01 10:30:00', '2026-07-01T10:30:00.000Z'],
    ['2026-07-01T10:30:00-04:00', '2026-07-01T14:30:00.000Z'],
  ])('reads the moment %s', (at, moment) => {
    expect(termsOf({ at }).occurredAt.toISOString()).toBe(moment);
  });

  it('has channels in one order and once, however they are separated', () => {
    expect(termsOf({ channels: 'sms; ai-voice, SMS' }).channels).toEqual(['AI_VOICE', 'SMS']);
  });
});

describe('readConsent of a web form', () => {
  const form = (change: Partial<SaidConsent>) => termsOf({ source: 'WEB_FORM', ...change });

  it('keeps a weak consent as what it is', () => {
    expect(form({ text: null, signature: null })).toMatchObject({ type: 'PEC', textShown: '', seller: LEGAL_NAME });
    expect(form({ type: 'PEWC', automatedVoice: null })).toMatchObject({ type: 'PEC' });
    expect(form({ seller: 'Globex' })).toMatchObject({ type: 'PEC', seller: 'Globex' });
    expect(form({ seller: 'Globex', text: 'Globex may call.' })).toMatchObject({ type: 'PEWC', seller: 'Globex' });
  });

  it('takes a clock that is a little ahead for ours, and no more', () => {
    expect(form({ at: new Date(NOW.getTime() + 4 * 60_000) }).occurredAt).toEqual(NOW);
    expect(problemsOf({ source: 'WEB_FORM', at: new Date(NOW.getTime() + 6 * 60_000) }, 'consent.')).toEqual([
      'consent.at lies in the future.',
    ]);
  });
});

describe('readConsent of a file', () => {
  it('needs the moment, and names columns', () => {
    expect(problemsOf({ source: 'CSV' })).toEqual([
      'consent_at is missing: a consent is worth nothing without the moment it was given.',
    ]);
    expect(problemsOf({ source: 'CSV', at: 'soon', notConditionOfPurchase: 'maybe', invitedCall: 'x' })).toEqual([
      'consent_not_condition_of_purchase must be yes or no.',
      expect.stringContaining('consent_at must be a moment'),
    ]);
  });

  it('may leave out the text, except of written consent', () => {
    expect(termsOf({ source: 'CSV', at: '2026-07-01', text: null })).toMatchObject({ type: 'PEC', textShown: '' });
    expect(problemsOf({ source: 'CSV', at: '2026-07-01', text: null, type: 'PEWC' })).toEqual([
      'consent_text does not name the seller; without it the consent is no PEWC.',
    ]);
  });

  it.each(['yes', 'Y', '1', 'TRUE', 'x', 'on'])('takes %s for yes', (word) => {
    expect(termsOf({ source: 'CSV', at: '2026-07-01', invitedCall: word })).toMatchObject({ invitedCall: true });
  });

  it.each(['no', 'N', '0', 'false', 'off', ''])('takes %j for no', (word) => {
    expect(termsOf({ source: 'CSV', at: '2026-07-01', invitedCall: word })).toMatchObject({ invitedCall: false });
  });
});
