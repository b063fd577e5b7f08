import { normaliseText } from './normalise-text';

/** Where a company does business: what its people mean by "rupees" and "pounds". */
export interface Home {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** One currency, or one for each country whose people say this word; `otherwise` where nobody there does. */
interface Naming {
  readonly words: string;
  readonly by: Readonly<Record<string, string>>;
  readonly otherwise?: string;
}

const one = (currency: string, words: string): Naming => ({ words, by: {}, otherwise: currency });

/** ISO 4217 by the words and signs of the languages our agents speak. */
const NAMINGS: readonly Naming[] = [
  {
    words: '$ dollar dollars bucks dólar dólares دولار دولارات डॉलर',
    by: { US: 'USD', CA: 'CAD', AU: 'AUD', NZ: 'NZD', SG: 'SGD', HK: 'HKD' },
    otherwise: 'USD',
  },
  { words: '£ pound pounds quid libra libras جنيه جنيهات', by: { GB: 'GBP', EG: 'EGP', SD: 'SDG' } },
  {
    words: 'rupee rupees rs rupaye rupay rupiya रुपये रुपए रुपया रुपयों روبية روبيات',
    by: { IN: 'INR', PK: 'PKR', LK: 'LKR', NP: 'NPR' },
  },
  { words: 'riyal riyals rial rials ريال ريالات ﷼', by: { SA: 'SAR', OM: 'OMR', QA: 'QAR', YE: 'YER', IR: 'IRR' } },
  { words: 'dirham dirhams dhs dh درهم دراهم', by: { AE: 'AED', MA: 'MAD' } },
  {
    words: 'dinar dinars دينار دنانير',
    by: { KW: 'KWD', BH: 'BHD', JO: 'JOD', IQ: 'IQD', TN: 'TND', DZ: 'DZD', LY: 'LYD' },
  },
  { words: 'peso pesos', by: { MX: 'MXN', AR: 'ARS', CO: 'COP', CL: 'CLP', PH: 'PHP', UY: 'UYU' } },
  one('EUR', '€ euro euros يورو यूरो'),
  one('INR', '₹ inr'),
  one('JPY', 'yen'),
  ...'USD GBP EUR SAR OMR QAR YER AED MAD PKR EGP KWD BHD JOD CAD AUD SGD'
    .split(' ')
    .map((code) => one(code, code.toLowerCase())),
];

/** "Saudi riyals", "ريال سعودي": the country outranks where the company is. */
const COUNTRIES: readonly (readonly [string, string])[] = [
  ['us american أمريكي', 'US'],
  ['canadian كندي', 'CA'],
  ['australian أسترالي', 'AU'],
  ['saudi سعودي', 'SA'],
  ['omani عماني', 'OM'],
  ['qatari قطري', 'QA'],
  ['yemeni يمني', 'YE'],
  ['emirati uae إماراتي', 'AE'],
  ['moroccan مغربي', 'MA'],
  ['kuwaiti كويتي', 'KW'],
  ['bahraini بحريني', 'BH'],
  ['jordanian أردني', 'JO'],
  ['iraqi عراقي', 'IQ'],
  ['indian هندي भारतीय', 'IN'],
  ['pakistani باكستاني', 'PK'],
  ['british sterling إسترليني استرليني', 'GB'],
  ['egyptian مصري', 'EG'],
  ['mexican', 'MX'],
];

const byWord = new Map(
  NAMINGS.flatMap((naming) => naming.words.split(' ').map((word): [string, Naming] => [normaliseText(word), naming])),
);
const countryByWord = new Map(
  COUNTRIES.flatMap(([words, country]) =>
    words.split(' ').map((word): [string, string] => [normaliseText(word), country]),
  ),
);

const escaped = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[$.]/g, String.raw`\$&`))
    .join('|');

const WORD = escaped(byWord.keys());
const COUNTRY = escaped(countryByWord.keys());
const LETTER = String.raw`[\p{L}\p{M}]`;

/** One word that names a currency, whole. */
export const ANY_CURRENCY_WORD = new RegExp(`^(?:${WORD}|${COUNTRY})$`, 'u');
const BEHIND = new RegExp(
  String.raw`^\s*(?:(?:of|in)\s+)?(?:(${COUNTRY})\s+)?(${WORD})(?!${LETTER})(?:\s+(${COUNTRY})(?!${LETTER}))?`,
  'u',
);
const BEFORE = new RegExp(String.raw`(?<!${LETTER})(?:(${COUNTRY})\s*)?(${WORD})[\s.]*$`, 'u');
const ANYWHERE = new RegExp(
  String.raw`(?<!${LETTER})(?:(${COUNTRY})\s+)?(${WORD})(?!${LETTER})(?:\s+(${COUNTRY})(?!${LETTER}))?`,
  'u',
);

/** What stands beside a number: a currency, a word for one that nobody can be sure of, or none at all. */
export type NamedCurrency = { readonly currency: string | null } | undefined;

/** The currency named directly behind or before a number that stands at `from` to `to`; the text as `normaliseText` leaves it. */
export function currencyBeside(text: string, from: number, to: number, home: Home | undefined): NamedCurrency {
  return meant(BEHIND.exec(text.slice(to)), home) ?? meant(BEFORE.exec(text.slice(0, from)), home);
}

/** The first currency named in a text, wherever it stands. */
export function currencyIn(text: string, home: Home | undefined): NamedCurrency {
  return meant(ANYWHERE.exec(text), home);
}

function meant(found: RegExpExecArray | null, home: Home | undefined): NamedCurrency {
  if (!found) return undefined;
  const [, before, word = '', behind] = found;
  const naming = byWord.get(word);
  const country = countryByWord.get(before ?? behind ?? '') ?? home?.country ?? '';
  const own = Object.values(naming?.by ?? {}).find((currency) => currency === home?.currency);
  return { currency: naming?.by[country] ?? own ?? naming?.otherwise ?? null };
}
