import { type ConsentStanding, isRevoked, missingForAiCalls } from './consent-standing';
import { Consent } from './consent.entity';

const NOW = new Date('2026-07-07T18:00:00Z');
const GIVEN = new Date('2026-06-01T12:00:00Z');
const BEFORE = new Date('2026-05-01T12:00:00Z');
const LATER = new Date('2026-06-15T12:00:00Z');

function grant(change: Partial<Consent> = {}): Consent {
  return Object.assign(
    new Consent(),
    {
      kind: 'GRANT',
      type: 'PEWC',
      seller: 'Acme Homes LLC',
      channels: ['AI_VOICE'],
      purposes: ['MARKETING'],
      signature: 'esign_checkbox',
      disclosesAutomatedVoice: true,
      disclosesNotCondition: true,
      reoptInAt: null,
      occurredAt: GIVEN,
      expiresAt: null,
    },
    change,
  );
}

function missing(change: Partial<Consent> = {}, standing: Partial<ConsentStanding> = {}): string[] {
  const usual = { legalName: 'ACME  homes llc', isSuppressed: false, revokedAt: null, reoptInAt: null };
  return missingForAiCalls(grant(change), { ...usual, ...standing }, NOW);
}

const TAKEN_BACK = 'The person has taken their consent back since.';
const NOT_LIFTED = 'The person had opted out before, and it is not recorded as an opt-in after that.';

describe('missingForAiCalls', () => {
  it('finds nothing missing in written consent, and asks nothing of a revocation', () => {
    expect(missing()).toEqual([]);
    expect(missing({ kind: 'REVOCATION', type: null }, { revokedAt: GIVEN })).toEqual([]);
  });

  it.each<[string, Partial<Consent>, Partial<ConsentStanding>]>([
    ['The number is on the do-not-contact list.', {}, { isSuppressed: true }],
    ['It has not been given yet.', { occurredAt: new Date(NOW.getTime() + 1) }, {}],
    ['It has expired.', { expiresAt: NOW }, {}],
    ['It names another company than this one.', { seller: 'Globex' }, {}],
    ['It does not cover calls by AI.', { channels: ['SMS', 'HUMAN_VOICE'] }, {}],
    ['It does not cover marketing.', { purposes: ['INFORMATIONAL'] }, {}],
    ['It is not written consent.', { type: 'PEC' }, {}],
    ['It is not signed.', { signature: null }, {}],
    ['It does not disclose automated or artificial voices.', { disclosesAutomatedVoice: false }, {}],
    ['It does not say that it is no condition of a purchase.', { disclosesNotCondition: false }, {}],
    [TAKEN_BACK, {}, { revokedAt: LATER }],
    [TAKEN_BACK, {}, { revokedAt: GIVEN }],
    [TAKEN_BACK, {}, { revokedAt: LATER, reoptInAt: NOW }],
    [NOT_LIFTED, {}, { revokedAt: BEFORE }],
    [NOT_LIFTED, {}, { revokedAt: BEFORE, reoptInAt: BEFORE }],
  ])('says: %s (%#)', (words, change, standing) => {
    expect(missing(change, standing)).toEqual([words]);
  });

  it('counts a consent that lifted an opt-out from then on', () => {
    expect(missing({ reoptInAt: GIVEN }, { revokedAt: BEFORE, reoptInAt: GIVEN })).toEqual([]);
    expect(missing({}, { revokedAt: BEFORE, reoptInAt: LATER })).toEqual([]);
  });
});

describe('isRevoked', () => {
  it.each([
    [null, null, false],
    [null, GIVEN, false],
    [GIVEN, null, true],
    [GIVEN, BEFORE, true],
    [GIVEN, GIVEN, true],
    [GIVEN, LATER, false],
  ])('taken back %s, opted in again %s: %s', (revokedAt, reoptInAt, expected) => {
    expect(isRevoked({ revokedAt, reoptInAt })).toBe(expected);
  });
});
