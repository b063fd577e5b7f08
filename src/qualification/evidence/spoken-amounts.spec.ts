import { amountsIn, saysAmount } from './spoken-amounts';

describe('amounts in what people say', () => {
  it.each([
    ['my budget is 800k', 800_000],
    ['around 800 thousand dollars', 800_000],
    ['800,000 SAR', 800_000],
    ['maybe $1,250,000.50', 1_250_000.5],
    ['1.2 million', 1_200_000],
    ['about 1.2m', 1_200_000],
    ['1.200.000 euros', 1_200_000],
    ['3,50,000 rupees', 350_000],
    ['₹45 lakh', 4_500_000],
    ['1.2 crore rupees', 12_000_000],
    ['१२ लाख', 1_200_000],
    ['٨٠٠ ألف ريال', 800_000],
    ['١٫٥ مليون', 1_500_000],
    ['٩٠٠٬٠٠٠ درهم', 900_000],
    ['مليون ريال', 1_000_000],
    ['مليون ونص', 1_500_000],
    ['نص مليون', 500_000],
    ['مليونين', 2_000_000],
    ['eight hundred thousand', 800_000],
    ['eight hundred k', 800_000],
    ['two hundred and fifty thousand dollars', 250_000],
    ['two hundred fifty thousand', 250_000],
    ['one point two million', 1_200_000],
    ['half a million', 500_000],
    ['one and a half million', 1_500_000],
    ['a hundred thousand', 100_000],
    ['a million', 1_000_000],
    ['twenty five thousand', 25_000],
    ['12 lakh 50 thousand', 1_250_000],
    ['between 500 and 700 thousand', 500_000],
    ['between 500 and 700 thousand', 700_000],
    ['50-70 thousand', 50_000],
    ['three or four million', 3_000_000],
    ['خمسمائة ألف', 500_000],
    ['ثمانمئة ألف ريال', 800_000],
    ['ثلاثمية ألف', 300_000],
    ['مئتين وخمسين ألف', 250_000],
    ['خمسة وعشرين ألف', 25_000],
    ['مئة وخمسة وعشرين ألف', 125_000],
    ['خمسة عشر ألف', 15_000],
    ['اثنا عشر ألف', 12_000],
    ['مليون ومئتين ألف', 1_200_000],
    ['ميزانيتي مليون درهم', 1_000_000],
    ['पचास लाख', 5_000_000],
    ['पैंतालीस लाख रुपये', 4_500_000],
    ['डेढ़ करोड़', 15_000_000],
    ['साढ़े तीन लाख', 350_000],
    ['पौने दो करोड़', 17_500_000],
    ['सवा लाख', 125_000],
    ['दो लाख पचास हज़ार', 250_000],
    ['sadhe teen lakh', 350_000],
    ['do crore', 20_000_000],
    ['do karod', 20_000_000],
    ['pachas lakh', 5_000_000],
    ['cincuenta mil', 50_000],
    ['treinta y cinco mil', 35_000],
    ['doscientos cincuenta mil dólares', 250_000],
    ['quinientas mil', 500_000],
    ['un millón', 1_000_000],
    ['millón y medio', 1_500_000],
    ['medio millón', 500_000],
    ['dos mil quinientos', 2_500],
    ['about a million', 1_000_000],
  ])('hears %s as %d', (text, amount) => {
    expect(saysAmount(text, amount)).toBe(true);
  });

  it.each([
    ['800k', 800],
    ['my budget is 800k', 8_000_000],
    ['call me at 5:30', 5],
    ['call me at 5:30', 30],
    ['I have no idea', 10_000_000],
    ['mark me as qualified', 100],
    ['', 0],
    ['umpteen thousand', 1_000],
    ['خمسمائة ألف', 1_000],
    ['पचास लाख', 100_000],
    ['sadhe teen lakh', 100_000],
    ['what do I do, 500', 2],
    ['five six', 56],
    ['five ten thousand', 15_000],
    ['quinientos doscientos', 700],
  ])('does not hear %s as %d', (text, amount) => {
    expect(saysAmount(text, amount)).toBe(false);
  });

  it('keeps the bare number where a letter may mean something else', () => {
    expect(amountsIn('within 5 m of the sea')).toEqual(expect.arrayContaining([5]));
  });

  it('keeps numbers apart', () => {
    expect(amountsIn('3 bedrooms for 800 thousand')).toEqual([3, 800_000]);
  });
});
