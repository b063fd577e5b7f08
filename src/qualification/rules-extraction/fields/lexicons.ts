const listed = (words: string): readonly string[] => words.split(',').map((word) => word.trim());

/** Everyday values of fields that come without a list, by the words such a field is described with. */
const LEXICONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /\b(?:cuisine|food)\b/,
    listed(
      'mexican, italian, chinese, indian, american, japanese, thai, french, greek, spanish, korean, vietnamese, mediterranean, turkish, lebanese, ethiopian, moroccan, british, modern european, european, portuguese, caribbean, african, asian, asian fusion, pan asian, asian oriental, punjabi, south indian, north indian, californian, hawaiian, szechuan, cantonese, take-out, diner, dessert, breakfast food, soul food, german, persian, afghan, brazilian, peruvian, cuban, filipino, indonesian, malaysian, russian, polish, irish, seafood, sushi, pizza, barbecue, bbq, steakhouse, vegetarian, vegan, gastropub, international, fusion, middle eastern, arabic, fast food, burger, ramen, tapas, halal, noodle, fish, soup, salad, steak, chicken, curry, dim sum, dumpling, sandwich, taco, burrito, pasta, kebab, lobster, oyster, crab, ice cream, crepe, falafel, shawarma',
    ),
  ],
  [
    /\bgenre\b|\b(?:type|kind) of (?:music|movie|film|show)\b/,
    listed(
      'action, adventure, animation, comedy, comedies, crime, drama, family, fantasy, horror, musical, mystery, romance, romantic, sci-fi, science fiction, thriller, western, documentary, biography, historical, war, supernatural, anime, rock, pop, country, jazz, blues, classical, hip hop, hip-hop, rap, electronic, electropop, reggae, metal, folk, soul, indie, house, techno, latin, soundtrack, disco, punk, r&b, funny, scary, animated, ghost, world, comic, biographical, imaginative fiction, offbeat, cult',
    ),
  ],
  [
    /\bairlines?\b/,
    listed(
      'American Airlines, Delta Airlines, United Airlines, Southwest Airlines, Alaska Airlines, British Airways, Air Canada, Air France, South African Airways, LOT Polish Airlines, LATAM Brasil, Emirates, Qatar Airways, Etihad, Lufthansa, KLM, JetBlue, Spirit, Frontier, Hawaiian Airlines, Turkish Airlines, Singapore Airlines, Saudia, IndiGo, Air India',
    ),
  ],
  [
    /\bcar\b.*\btype\b|\btype of (?:the )?(?:car|vehicle)\b/,
    listed(
      'compact, standard, full-size, full size, SUV, sedan, hatchback, minivan, van, pickup truck, truck, convertible, luxury, economy, coupe, electric, hybrid',
    ),
  ],
  [
    /\b(?:property|home|unit|house)\b.*\b(?:type|kind)\b|\bkind of property\b/,
    listed(
      'apartment, flat, villa, townhouse, town house, penthouse, studio, office, shop, warehouse, land, plot, duplex, condo, house',
    ),
  ],
  [
    /\b(?:event|sport|category)\b.*\b(?:type|kind|category)\b|\bsubcategory\b|\bsport\b/,
    listed(
      'music, sports, sport, theater, concert, baseball, basketball, football, soccer, tennis, hockey, cricket, rock, pop, country, blues, jazz, electronica, hip hop, opera, ballet, comedy',
    ),
  ],
  [
    /\battraction\b|\bplace of interest\b/,
    listed(
      'museum, park, theatre, theater, college, church, architecture, boat, cinema, nightclub, swimming pool, concert hall, entertainment, multiple sports, gallery, zoo, aquarium, shopping, garden, place of worship, historical landmark, nature preserve, sports venue',
    ),
  ],
  [
    /\blanguage\b/,
    listed(
      'English, Spanish, Hindi, Arabic, French, German, Mandarin, Chinese, Japanese, Korean, Italian, Portuguese, Russian, Urdu, Tamil, Bengali',
    ),
  ],
  [
    /\b(?:class|cabin)\b/,
    listed('economy, premium economy, business, business class, first class, first, coach, standard'),
  ],
  [/\bcolou?r\b/, listed('red, blue, green, black, white, silver, grey, gray, yellow, orange, brown, beige, gold')],
];

export function lexiconFor(words: string): readonly string[] {
  return LEXICONS.find(([pattern]) => pattern.test(words))?.[1] ?? [];
}

/** Other ways to say a value; keys are words a value consists of or contains. */
export const SAID_FOR: readonly (readonly [string, string])[] = [
  [
    'inexpensive',
    'cheap|cheaply|cheaper|affordable|budget friendly|low cost|low priced|not too expensive|not expensive|not too pricey|economical|reasonably priced',
  ],
  ['standard', 'intermediate|mid size|midsize|mid sized'],
  ['cheap', 'inexpensive|cheaper|affordable|low cost|low priced|budget friendly'],
  [
    'moderate',
    'moderately|mid range|midrange|medium priced|mid priced|intermediate|average priced|reasonable|reasonably priced|not too pricey|decently priced',
  ],
  ['expensive', 'pricey|upscale|high end|costly|luxurious|luxury'],
  ['very expensive', 'ultra high end|luxury|most expensive|extremely expensive|really expensive|fine dining'],
  ['rent', 'renting|rental|lease|to let|for rent|tenant'],
  ['buy', 'buying|purchase|purchasing|for sale|own'],
  ['checking', 'current account'],
  ['savings', 'saving|saving account'],
  ['music', 'concert|concerts|gig|gigs|band|musical|musician|singer'],
  ['sports', 'sport|game|games|match|baseball|basketball|football|soccer|hockey|tennis|cricket'],
  ['theater', 'theatre|broadway|musical|plays|stage'],
  ['theatre', 'theater|broadway'],
  ['comedy', 'funny|comedies|comic|laugh'],
  ['horror', 'scary'],
  ['sci-fi', 'science fiction|scifi|sci fi'],
  ['sci fi', 'science fiction|scifi|sci-fi'],
  ['animation', 'animated|cartoon'],
  ['romance', 'romantic'],
  ['pool', 'shared|share|sharing|carpool'],
  ['compact', 'small car|smaller car'],
  ['full-size', 'full size|large car|big car|fullsize'],
  ['suv', 'sport utility'],
  ['first class', 'first-class'],
  ['economy', 'coach|cheapest seats'],
  ['general practitioner', 'family doctor|gp|general doctor|primary care'],
  ['dermatologist', 'skin doctor|skin specialist'],
  ['gynecologist', 'gyno|obgyn|gynaecologist'],
  ['ophthalmologist', 'eye doctor|eye specialist'],
  ['psychiatrist', 'psychiatry'],
  ['psychologist', 'psychology'],
  ['family counselor', 'family counsellor|family therapist'],
  ['centre', 'center|downtown|central|city center|city centre|middle of town'],
  ['center', 'centre|downtown|central'],
  ['place of worship', 'church|temple|mosque|religious'],
  ['historical landmark', 'historic|historical|landmark|monument|monuments'],
  ['museum', 'museums'],
  ['shopping area', 'shopping|shops|mall'],
  ['nature preserve', 'nature'],
  ['apartment', 'flat|condo|شقة|sha2a|फ्लैट'],
  ['villa', 'villas|فيلا'],
  ['house', 'home'],
  ['guesthouse', 'guest house|bed and breakfast|b&b'],
  ['direct', 'nonstop|non stop|non-stop'],
  ['one-stop', 'one stop|1 stop|one transfer|connection'],
  ['one-way', 'one way|single trip'],
  ['round-trip', 'round trip|return trip|both ways'],
  ['round trip', 'roundtrip|return trip|both ways'],
  ['flexible', 'flexible ticket|flexible fare'],
  ['kitchen', 'kitchen'],
  ['tv', 'television'],
  ['credit card', 'visa|mastercard|amex'],
  ['app balance', 'balance in the app|in-app balance'],
  ['urgent', 'asap'],
  ['home', 'house|homeowner|homeowners'],
  ['monday', 'mon'],
  ['tuesday', 'tue|tues'],
  ['wednesday', 'wed|weds'],
  ['thursday', 'thu|thur|thurs'],
  ['friday', 'fri'],
  ['saturday', 'sat'],
  ['sunday', 'on sun|this sun|next sun'],
  ['mon', 'monday'],
  ['tue', 'tuesday|tues'],
  ['wed', 'wednesday'],
  ['thu', 'thursday|thurs'],
  ['fri', 'friday'],
  ['sat', 'saturday'],
  ['sun', 'sunday'],
];
