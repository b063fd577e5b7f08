/** Well-known cities, so that they are known where people write no capitals, and are not taken for names of things. */
const CITIES = `new york|new york city|nyc|los angeles|la|san francisco|sf|san fran|san jose|san diego|oakland|berkeley|fremont|sacramento|fresno|long beach|anaheim|santa rosa|napa|sonoma|petaluma|san mateo|palo alto|mountain view|sunnyvale|santa clara|walnut creek|san rafael|menlo park|castro valley|pleasant hill|union city|redwood city|san leandro|danville|milpitas|cupertino|los gatos|saratoga|campbell|burlingame|san bruno|south san francisco|antioch|richmond|vacaville|fairfield|gilroy|morgan hill|san ramon|lafayette|orinda|martinez|benicia|larkspur|corte madera|mill valley|sausalito|rohnert park|half moon bay|pacifica|brentwood|emeryville|newark|stockton|modesto|santa cruz|santa barbara|pasadena|burbank|glendale|irvine|santa monica|riverside|bakersfield|reno|tucson|albuquerque|boise|omaha|cleveland|columbus|cincinnati|pittsburgh|buffalo|rochester|charlotte|raleigh|jacksonville|memphis|louisville|indianapolis|milwaukee|el paso|fort worth|plano|tulsa|oklahoma city|pleasanton|livermore|concord|hayward|alameda|daly city|vallejo|novato|chicago|seattle|portland|las vegas|vegas|phoenix|denver|dallas|houston|austin|san antonio|atlanta|miami|orlando|tampa|boston|philadelphia|philly|washington|washington dc|washington d.c.|baltimore|detroit|minneapolis|st. louis|kansas city|nashville|new orleans|salt lake city|honolulu|toronto|vancouver|montreal|mexico city|london|paris|berlin|rome|madrid|barcelona|amsterdam|vienna|dublin|lisbon|milan|venice|istanbul|moscow|nairobi|cairo|cape town|johannesburg|lagos|dubai|abu dhabi|sharjah|doha|riyadh|jeddah|dammam|kuwait city|muscat|manama|beirut|amman|delhi|new delhi|mumbai|bangalore|bengaluru|pune|hyderabad|chennai|kolkata|noida|gurgaon|gurugram|ahmedabad|karachi|lahore|bangkok|singapore|kuala lumpur|jakarta|hong kong|tokyo|seoul|beijing|shanghai|sydney|melbourne|brisbane|auckland|cambridge|norwich|ely|peterborough|birmingham|manchester|leeds|liverpool|edinburgh|glasgow|oxford|bristol|leicester|broxbourne|stevenage|stansted|bishops stortford|london kings cross|london liverpool street|kings lynn`;

const KNOWN = new Set(CITIES.split('|'));

const LONGEST_FIRST = CITIES.split('|')
  .filter((city) => city.length > 2)
  .sort((a, b) => b.length - a.length);

export const KNOWN_PLACE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${LONGEST_FIRST.map((city) => city.replaceAll('.', '\\.')).join('|')})(?![\p{L}\p{N}])`,
  'giu',
);

export function isKnownPlace(name: string): boolean {
  return KNOWN.has(name.toLowerCase().replace(/,.*$/, '').trim());
}
