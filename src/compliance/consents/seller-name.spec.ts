import { isSameSeller, namesSeller } from './seller-name';

describe('namesSeller', () => {
  it.each([
    ['I agree that ACME  homes may call me.', 'Acme Homes'],
    ["Acme's calls are fine.", 'Acme'],
    ['Calls by A+ Homes (Texas) [LLC].', 'A+ Homes (Texas) [LLC]'],
    ['أوافق على أن تتصل بي لشركة النور', 'شركة النور'],
  ])('%j names %j', (text, seller) => {
    expect(namesSeller(text, seller)).toBe(true);
  });

  it.each([
    ['No one may call me.', 'On'],
    ['We also build homes.', 'Als'],
    ['You may call me.', 'Acme'],
    ['You may call me.', ''],
    ['AxHomes may call me.', 'A.Homes'],
  ])('%j does not name %j', (text, seller) => {
    expect(namesSeller(text, seller)).toBe(false);
  });
});

describe('isSameSeller', () => {
  it('does not mind spaces and capitals', () => {
    expect(isSameSeller(' acme   HOMES', 'Acme Homes')).toBe(true);
    expect(isSameSeller('Acme', 'Acme Homes')).toBe(false);
  });
});
