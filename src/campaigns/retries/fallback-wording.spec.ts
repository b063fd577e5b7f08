import { faultOfFallback, fillFallback, MAX_FALLBACK_TEXT } from './fallback-wording';

describe('faultOfFallback', () => {
  it.each(['Hi {name}, {company} tried to call you.', 'We tried to call you.', '{name}{company}'])(
    'takes %j',
    (text) => {
      expect(faultOfFallback(text)).toBeNull();
    },
  );

  it.each([
    ['  ', /say something/],
    ['x'.repeat(MAX_FALLBACK_TEXT + 1), /at most 1000/],
    ['Hi {first_name}', /not \{first_name\}/],
    ['Hi {name', /brace/],
    ['Hi {}', /not \{\}/],
  ])('refuses %j', (text, why) => {
    expect(faultOfFallback(text)).toMatch(why);
  });
});

describe('fillFallback', () => {
  it('fills the gaps', () => {
    expect(fillFallback('Hi {name}, {company} tried to call you.', { name: ' Anna ', company: 'Acme Homes' })).toBe(
      'Hi Anna, Acme Homes tried to call you.',
    );
  });

  it('closes a gap nothing is known for', () => {
    expect(fillFallback('Hi {name}, we tried to call you.', { name: null, company: 'Acme' })).toBe(
      'Hi, we tried to call you.',
    );
  });

  it('takes a name as it is, whatever is in it', () => {
    expect(fillFallback('Hi {name}!', { name: '{company} $1', company: 'Acme' })).toBe('Hi {company} $1!');
  });
});
