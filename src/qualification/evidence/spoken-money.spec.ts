import type { Home } from './currency-words';
import { moneyOf } from './spoken-money';

const DUBAI: Home = { country: 'AE', currency: 'AED' };
const RIYADH: Home = { country: 'SA', currency: 'SAR' };
const MUSCAT: Home = { country: 'OM', currency: 'OMR' };
const DELHI: Home = { country: 'IN', currency: 'INR' };
const LAHORE: Home = { country: 'PK', currency: 'PKR' };
const CAIRO: Home = { country: 'EG', currency: 'EGP' };
const LONDON: Home = { country: 'GB', currency: 'GBP' };
const BERLIN: Home = { country: 'DE', currency: 'EUR' };

describe('sums of money in what people say', () => {
  it.each<[string, number, Home, readonly [number, number, string | null]]>([
    ['my budget is 800k SAR', 800_000, DUBAI, [800_000, 800_000, 'SAR']],
    ['٨٠٠ ألف ريال', 800_000, RIYADH, [800_000, 800_000, 'SAR']],
    ['٨٠٠ ألف ريال', 800_000, MUSCAT, [800_000, 800_000, 'OMR']],
    ['٨٠٠ ألف ريال', 800_000, BERLIN, [800_000, 800_000, null]],
    ['٨٠٠ ألف ريال عماني', 800_000, RIYADH, [800_000, 800_000, 'OMR']],
    ['800 thousand Saudi riyals', 800_000, DUBAI, [800_000, 800_000, 'SAR']],
    ['مليون ريال', 1_000_000, RIYADH, [1_000_000, 1_000_000, 'SAR']],
    ['نص مليون', 500_000, RIYADH, [500_000, 500_000, 'SAR']],
    ['مليونين درهم', 2_000_000, DUBAI, [2_000_000, 2_000_000, 'AED']],
    ['ثمانمئة ألف', 800_000, DUBAI, [800_000, 800_000, 'AED']],
    ['dhai crore', 25_000_000, DELHI, [25_000_000, 25_000_000, 'INR']],
    ['sadhe teen lakh rupees', 350_000, LAHORE, [350_000, 350_000, 'PKR']],
    ['Rs. 45 lakh', 4_500_000, DELHI, [4_500_000, 4_500_000, 'INR']],
    ['₹45 lakh', 4_500_000, DUBAI, [4_500_000, 4_500_000, 'INR']],
    ['a thousand pounds', 1_000, LONDON, [1_000, 1_000, 'GBP']],
    ['a thousand pounds', 1_000, CAIRO, [1_000, 1_000, 'EGP']],
    ['a thousand pounds', 1_000, DUBAI, [1_000, 1_000, null]],
    ['a thousand pounds sterling', 1_000, CAIRO, [1_000, 1_000, 'GBP']],
    ['$500', 500, DUBAI, [500, 500, 'USD']],
    ['500 dollars', 500, { country: 'CA', currency: 'CAD' }, [500, 500, 'CAD']],
    ['500 US dollars', 500, { country: 'CA', currency: 'CAD' }, [500, 500, 'USD']],
    ['900 thousand', 900_000, DUBAI, [900_000, 900_000, 'AED']],
    ['50 to 70 thousand dirhams', 50_000, DUBAI, [50_000, 70_000, 'AED']],
    ['50 to 70 thousand dirhams', 70_000, DUBAI, [50_000, 70_000, 'AED']],
    ['50-70 thousand', 70_000, DUBAI, [50_000, 70_000, 'AED']],
    ['between 500 thousand dollars and 700 thousand dollars', 700_000, DUBAI, [500_000, 700_000, 'USD']],
    ['من ٥٠ إلى ٧٠ ألف درهم', 70_000, DUBAI, [50_000, 70_000, 'AED']],
    ['500 to 1 million dirhams', 1_000_000, DUBAI, [500_000, 1_000_000, 'AED']],
    ['500 to 1 million dirhams', 500_000, DUBAI, [500_000, 1_000_000, 'AED']],
    ['between 900 and 1.2 million', 1_200_000, DUBAI, [900_000, 1_200_000, 'AED']],
    ['من ٥٠٠ إلى مليون درهم', 500_000, DUBAI, [500_000, 1_000_000, 'AED']],
    ['50 to 1 crore rupees', 5_000_000, DELHI, [5_000_000, 10_000_000, 'INR']],
    ['80 to 1 lakh', 100_000, DELHI, [80_000, 100_000, 'INR']],
    ['800 to 2 thousand dirhams', 800, DUBAI, [800, 2_000, 'AED']],
    ['500,000 to 1 million dirhams', 500_000, DUBAI, [500_000, 1_000_000, 'AED']],
    ['three or two million', 3_000_000, DUBAI, [2_000_000, 3_000_000, 'AED']],
    ['5000 to 10 thousand dirhams', 5_000, DUBAI, [5_000, 10_000, 'AED']],
    ['900 to 1 lakh rupees', 100_000, DELHI, [100_000, 100_000, 'INR']],
    ['I have 800 thousand, in dollars', 800_000, DUBAI, [800_000, 800_000, 'USD']],
  ])('%s, of which %d, is %j', (words, amount, home, [min, max, currency]) => {
    expect(moneyOf(amount, words, { home })).toEqual({ min, max, currency });
  });

  it.each<[string, number]>([
    ['500 to 1 million dirhams', 500_000_000],
    ['between 900 and 1.2 million', 900_000_000],
    ['50 to 1 crore rupees', 500_000_000],
    ['500,000 to 1 million dirhams', 500_000_000],
    ['900 to 1 lakh rupees', 90_000_000],
    ['900 to 1 lakh rupees', 900_000],
  ])('nobody who says %s speaks of %d', (words, amount) => {
    expect(moneyOf(amount, words, { home: DUBAI })).toBeUndefined();
  });

  it.each(['800', 'my budget is 800', 'about eight hundred', '٨٠٠', 'it is 999.99'])(
    'does not know what %s alone is worth',
    (words) => {
      const amount = words.includes('999') ? 999.99 : 800;
      expect(moneyOf(amount, words, { question: 'What is your budget, in thousands of dirhams?', home: DUBAI })).toBe(
        undefined,
      );
    },
  );

  it('takes the currency of the question it answers, and else the company’s own', () => {
    const [question, other] = ['What is your budget in dollars?', 'What is your budget?'];
    expect(moneyOf(800_000, '800 thousand', { question, home: DUBAI })?.currency).toBe('USD');
    expect(moneyOf(800_000, '800 thousand', { question: other, home: DUBAI })?.currency).toBe('AED');
    expect(moneyOf(800_000, '800 thousand')?.currency).toBeNull();
    expect(moneyOf(800_000, '800 thousand euros', { question, home: DUBAI })?.currency).toBe('EUR');
  });

  it('is of the number asked for, not of another one', () => {
    expect(moneyOf(2, '2 bedrooms for 900 thousand euros', { home: DUBAI })).toBeUndefined();
    expect(moneyOf(900_000, '2 bedrooms for 900 thousand euros', { home: DUBAI })?.currency).toBe('EUR');
    expect(moneyOf(5, 'nothing of the kind')).toBeUndefined();
  });
});
