/** Digits that stand for Arabic letters: 2 hamza, 3 ain, 5 kha, 6 ta, 7 ha, 8 qaf or ghain, 9 sad. */
const WITHIN = /^[a-z']*[a-z][235679][a-z'235679]*[a-z][a-z'235679]*$/i;
const BEFORE = /^[235679][a-z'][a-z'235679]+$/i;

/** Ordinal and clock endings, units, money, and what people count, as they write it behind a number. */
const UNITS =
  "st|nd|rd|th|s|am|pm|k|m|mn|mm|b|bn|cr|d|g|h|hr|hrs|x|km|kms|kg|kgs|cm|mm|ft|sqft|sqm|sq|min|mins|sec|secs|wk|wks|mo|mth|mths|yr|yrs|br|bhk|rk|bd|bds|bdr|bdrm|bdrms|ba|pax|ppl|people|lakh|lakhs|lac|lacs|crore|aed|sar|usd|inr|egp|eur|gbp|rs|gb|mb|tb|mp|ish|pcs|pm'?ish|ndfloor|plus|fold|way|sided|some|children|men|women|feet|inch|inches|car|sale|day|nite|night|moro|morrow|mrw|gether|geda";
const COUNTABLE =
  'day|week|month|year|hour|minute|second|night|bed|bedroom|bath|bathroom|washroom|person|star|room|door|seater|pack|adult|kid|child|baby|infant|guest|tenant|user|seat|ticket|floor|storey|unit|flat|apartment|villa|house|studio|shop|office|building|tower|parking|space|slot|window|balcony|pool|garden|kitchen|plot|acre|marla|kanal|meter|metre|mile|item|piece|box|bag|bottle|set|pair|copy|car|bike|dog|cat|pet|call|text|message|question|visit|viewing|option|payment|cheque|check|instalment|installment|dollar|dirham|riyal|rupee|euro|pound|percent|point|year-?old|yo|time|part|page|line|step|phase|level|side|family|brother|sister|member|employee|agent|branch|site';

/** What Spanish counts, and its and French ordinals: "3habitaciones", "2da planta", "3eme". */
const COUNTED_IN_SPANISH =
  /^(?:\d+(?:(?:hab|habitacion|dormitorio|dorm|cuarto|recamara|bano|piso|planta|mes|ano|dia|hora|semana|persona|metro|mil|millon|chambre|piece|mois)(?:s|es)?|[eè]me|nde)|1(?:er|ra|ro|era|ero)|2d[ao]|3(?:er|r[ao]|er[ao])|[456]t[ao]|7m[ao]|8v[ao]|9n[ao])$/i;

/** "1st", "2pm", "5k", "3bhk", "2adults": a number and what it counts. */
const COUNTED = new RegExp(`^\\d+(?:${UNITS}|(?:${COUNTABLE})(?:s|es)?)$`, 'i');

/** "tower2a", "flat3b", "wifi6e", "iphone7plus": what is numbered, its number, and a part of it. */
const NUMBERED =
  /^(?:tower|unit|block|flat|floor|level|villa|apt|apartment|building|bldg|phase|gate|room|plot|street|cluster|zone|office|shop|suite|wing|house|type|model|version|ver|row|gate|seat|sector|lot|line|wifi|iphone|galaxy|pixel|note|windows|win|mark|mk|class|grade|part|page|step|form|terminal|exit|bus|route|v)\d+(?:[a-z]|plus|pro|max|mini|ultra|s)?$/i;

/** "b2b", "p2p", "h2o", "i18n": letters of a name; "me2", "up2u", "in2": sounds of English. */
const NAMES =
  /^(?:[a-z]2[a-z]|[a-z]{1,2}2[a-z]{1,2}|h2o|mp3s?|mp4s?|w3c|i18n|k8s|s3d|web3d|y2k\w*|v2ray|co2e?|o2o|e2ee|[a-z]\d[a-z]|\dg\w?|r2d2|c3po|7up|7eleven|9to5|face2face|end2end|peer2peer|point2point|door2door|one2one|day2day|log4j)$/i;

/** True for a word in which digits are read as Arabic letters: "3ayez", "sha2a", "ma7al". Codes in capitals are none. */
export function isArabiziWord(word: string): boolean {
  if (COUNTED.test(word) || COUNTED_IN_SPANISH.test(word) || NUMBERED.test(word) || NAMES.test(word)) return false;
  if (/^[A-Z0-9]+$/.test(word) && word.length < 8) return false;
  return BEFORE.test(word) || WITHIN.test(word);
}
