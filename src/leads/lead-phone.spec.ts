import { countryOf } from './country';
import { parsePhone } from './lead-phone';

describe('parsePhone', () => {
  it.each([
    ['+14155550123', 'US', '+14155550123', 'US'],
    ['(415) 555-0123', 'US', '+14155550123', 'US'],
    ['415.555.0123', 'US', '+14155550123', 'US'],
    ['1 415 555 0123', 'CA', '+14155550123', 'US'],
    ['+1 416 555 2671', 'US', '+14165552671', 'CA'],
    ['tel:+1-415-555-0123', 'US', '+14155550123', 'US'],
    ['050 123 4567', 'AE', '+971501234567', 'AE'],
    ['00971 50 123 4567', 'US', '+971501234567', 'AE'],
    ['٠٥٠١٢٣٤٥٦٧', 'AE', '+971501234567', 'AE'],
    ['＋１４１５５５５０１２３', 'US', '+14155550123', 'US'],
    ['098765 43210', 'IN', '+919876543210', 'IN'],
    ['+800 1234 5678', 'US', '+80012345678', null],
    ['(+44) 20 7946 0958', 'US', '+442079460958', 'GB'],
    ['( +1 ) (212) 736-5000', 'GB', '+12127365000', 'US'],
    ["'+12127365000", 'GB', '+12127365000', 'US'],
    ["'050 123 4567", 'AE', '+971501234567', 'AE'],
    ['’+1 212 736 5000', 'GB', '+12127365000', 'US'],
  ] as const)('%s in %s is %s', (text, country, phone, where) => {
    expect(parsePhone(text, [country])).toEqual({ phone, country: where });
  });

  it('keeps an extension apart', () => {
    expect(parsePhone('+1 212 555 0199 ext. 5', ['US'])).toEqual({
      phone: '+12125550199',
      country: 'US',
      extension: '5',
    });
  });

  it('reads a national number in the first country it is valid in', () => {
    expect(parsePhone('050 123 4567', ['US', 'AE'])).toMatchObject({ phone: '+971501234567' });
  });

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['n/a', 'not a phone number'],
    ['1.41555E+10', 'spreadsheet'],
    ['555-0123', 'valid phone number of US'],
    ['call me 415-555-0123', 'valid phone number'],
    ['+1 415 555 01', 'not a valid phone number.'],
    ['+999 123 456 789', 'not a valid phone number.'],
    ['4'.repeat(80), 'too long'],
    ["415-555-0123'; drop table leads", 'valid phone number'],
  ])('refuses %j', (text, reason) => {
    expect(parsePhone(text, ['US'])).toEqual({ reason: expect.stringContaining(reason) });
  });
});

describe('countryOf', () => {
  it.each([
    ['us', 'US'],
    ['United States', 'US'],
    ['USA', 'US'],
    [' canada ', 'CA'],
    ['Côte d’Ivoire', 'CI'],
    ['United Arab Emirates', 'AE'],
    ['deutschland', 'DE'],
    ['Atlantis', undefined],
    ['', undefined],
  ])('%s is %s', (text, code) => {
    expect(countryOf(text)).toBe(code);
  });
});
