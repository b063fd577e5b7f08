import { consentOf, type FormConsent } from './web-form-consent';

const SENDER = { ip: '192.0.2.1', userAgent: 'Mozilla/5.0' };
const BY = { source: 'WEB_FORM', requestIp: '192.0.2.1', requestUserAgent: 'Mozilla/5.0' };

describe('consentOf', () => {
  it.each<[boolean | string | FormConsent | null | undefined]>([
    [undefined],
    [null],
    [false],
    [''],
    [' No '],
    ['off'],
    ['0'],
    ['false'],
    ['none'],
    ['No, thank you'],
    ['Not now'],
    ['I do not consent to calls'],
    ["I don't want to be called"],
    [{}],
    [{ text: ' ' }],
    [{ agreed: false, text: 'You may call me' }],
    [{ agreed: 'off', text: 'You may call me' }],
    [{ agreed: 'perhaps', text: 'You may call me' }],
  ])('nobody agreed: %j', (consent) => {
    expect(consentOf(consent, SENDER)).toBeNull();
  });

  it.each([true, 'true', 'Yes', 'on', '1'])('%j is a tick and nothing else', (consent) => {
    expect(consentOf(consent, SENDER)).toEqual(BY);
  });

  it('a mere text is never written consent, whatever it says', () => {
    expect(consentOf('I agree', SENDER)).toEqual({ ...BY, text: 'I agree', type: 'PEC' });
    const text = 'Nora Homes may call me. I do not have to agree to buy anything.';
    expect(consentOf(text, SENDER)).toEqual({ ...BY, text, type: 'PEC' });
    const all = { text: 'I agree', signature: 'typed', automatedVoice: true, notConditionOfPurchase: true };
    expect(consentOf(all, SENDER)).toEqual({ ...BY, ...all, type: 'PEC' });
  });

  it('an object that says so is taken as it is, and the rest of the form cannot say who sent it', () => {
    const said = { text: 'I agree', signature: 'typed', source: 'API', requestIp: '198.51.100.1', type: 'PEWC' };
    expect(consentOf({ agreed: true, ...said }, SENDER)).toEqual({
      ...BY,
      text: 'I agree',
      signature: 'typed',
      type: 'PEWC',
    });
  });

  it('keeps as much of a browser as there is room for', () => {
    expect(consentOf(true, { userAgent: 'x'.repeat(2_000) })?.requestUserAgent).toHaveLength(500);
  });
});
