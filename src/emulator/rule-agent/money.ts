export interface Money {
  amount: number;
  /** ISO 4217. */
  currency: string;
}

const currencies: readonly (readonly [RegExp, string])[] = [
  [/\$|\bdollars?\b|\bUSD\b|دولار|डॉलर/i, 'USD'],
  [/\bdirhams?\b|\bAED\b|درهم/i, 'AED'],
  [/\briyals?\b|\bSAR\b|ريال/i, 'SAR'],
  [/€|\beuros?\b|\bEUR\b|يورو/i, 'EUR'],
  [/£|\bpounds?\b|\bGBP\b|جنيه/i, 'GBP'],
  [/₹|\brupees?\b|\bINR\b|रुपये/i, 'INR'],
];

const scales: readonly (readonly [RegExp, number])[] = [
  [/^(k|thousand|alf|ألف|आلف|हज़ार)$/i, 1_000],
  [/^(lakhs?|लाख)$/i, 100_000],
  [/^(m|mn|million|مليون)$/i, 1_000_000],
  [/^(crores?|करोड़)$/i, 10_000_000],
];

const amountPattern =
  /(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(k|m|mn|thousand|million|lakhs?|crores?|alf|ألف|مليون|हज़ार|लाख|करोड़)?(?![\p{L}\d])/iu;

/** An amount of money in a sentence about money, or null. A currency or a word such as "budget" must be near. */
export function moneyIn(sentence: string): Money | null {
  const folded = foldDigits(sentence);
  const currency = currencies.find(([pattern]) => pattern.test(folded))?.[1];
  const aboutMoney = /\b(budget|spend|afford|invest|up to|price|pay)\b|ميزاني|बजट/i.test(folded);
  if (!currency && !aboutMoney) return null;
  if (/\bhalf a million\b/i.test(folded)) return { amount: 500_000, currency: currency ?? 'USD' };
  const match = amountPattern.exec(folded);
  if (!match) return null;
  const scale = scales.find(([pattern]) => pattern.test(match[2] ?? ''))?.[1] ?? 1;
  const amount = Math.round(Number((match[1] ?? '').replace(/,/g, '')) * scale);
  return amount > 0 ? { amount, currency: currency ?? 'USD' } : null;
}

/** Arabic-Indic, Persian and Devanagari digits become ASCII ones. */
function foldDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = code >= 0x6f0 ? 0x6f0 : code >= 0x966 && code <= 0x96f ? 0x966 : 0x660;
    return String(code - zero);
  });
}
