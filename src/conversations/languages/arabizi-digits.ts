/** Digits that stand for Arabic letters: 2 hamza, 3 ain, 5 kha, 6 ta, 7 ha, 8 qaf or ghain, 9 sad. */
const WITHIN = /^[a-z']*[a-z][235679][a-z'235679]*[a-z][a-z'235679]*$/i;
const BEFORE = /^[235679][a-z'][a-z'235679]+$/i;

/** "1st", "2pm", "5k", "3bhk", "7min", "2br": a number and what it counts. */
const COUNTED =
  /^\d+(?:st|nd|rd|th|s|am|pm|k|m|mn|mm|b|bn|cr|d|g|h|hr|hrs|x|km|kms|kg|cm|mm|ft|sqft|sqm|sq|min|mins|sec|secs|day|days|week|weeks|wk|wks|month|months|mo|mth|yr|yrs|year|years|br|bhk|rk|bed|beds|bd|bath|baths|ba|pax|ppl|people|person|lakh|lakhs|lac|lacs|crore|aed|sar|usd|inr|egp|eur|gbp|rs|gb|mb|tb|mp|ish|star|stars|room|rooms|pcs|pm'?ish|ndfloor|plus|fold|way|sided|door|seater|some|pack)$/i;

/** "b2b", "p2p", "h2o", "i18n": letters of a name. */
const NAMES =
  /^(?:[a-z]2[a-z]|[a-z]{1,2}2[a-z]{1,2}|h2o|mp3s?|mp4s?|w3c|i18n|k8s|s3d|web3d|y2k\w*|v2ray|co2e?|o2o|e2ee|[a-z]\d[a-z]|\dg\w?)$/i;

/** True for a word in which digits are read as Arabic letters: "3ayez", "sha2a", "ma7al". Codes in capitals are none. */
export function isArabiziWord(word: string): boolean {
  if (COUNTED.test(word) || NAMES.test(word)) return false;
  if (/^[A-Z0-9]+$/.test(word) && word.length < 8) return false;
  return BEFORE.test(word) || WITHIN.test(word);
}
