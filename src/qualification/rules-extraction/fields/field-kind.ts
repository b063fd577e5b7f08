import type { WantedField } from '../dialogue';
import { wordOf } from '../talk/sentences';

/**
 * What sort of value a field holds: NAME is the name of a thing, PERSON of somebody; CHOICE one of a list, be it the field's own or
 * everyday ones such as cuisines; TEXT whatever was said.
 */
export type FieldKind =
  | 'BOOLEAN'
  | 'COUNT'
  | 'MONEY'
  | 'DATE'
  | 'TIME'
  | 'PLACE'
  | 'ADDRESS'
  | 'PERSON'
  | 'NAME'
  | 'PHONE'
  | 'EMAIL'
  | 'CODE'
  | 'CHOICE'
  | 'TEXT';

const BOOLEAN_VALUES = new Set(['true', 'false', 'yes', 'no', 'dontcare', "don't care", 'free', 'y', 'n']);
const ANYTHING = /^don'?t[ _]?care$/i;

/** By the words of the name first, then by those of the description: the first that fits. */
const BY_NAME: readonly (readonly [FieldKind, RegExp])[] = [
  ['EMAIL', /\be ?mail\b/],
  ['PHONE', /\b(?:phone|telephone|mobile|whatsapp|callback number|contact number)\b/],
  [
    'BOOLEAN',
    /^(?:has|is|are|needs?|wants?|can|offers|serves|accepts|allows|includes?|add|requires|good for|with)\b|\b(?:allowed|included|required|refundable|furnished|unisex|welcome)$/,
  ],
  [
    'COUNT',
    /\b(?:number of|num|no of|count|how many|size|quantity|passengers|travell?ers|guests|adults|children|seats|tickets|bedrooms?|beds|bathrooms?|baths|people|persons|rating|stars?|duration|days|nights|stay|length|age|headcount|employees|users|stops|year)\b/,
  ],
  ['DATE', /\b(?:date|day|check ?in|check ?out|birthday|dob)\b/],
  ['TIME', /\b(?:time|hour|leave at|arrive by)\b/],
  ['ADDRESS', /\b(?:address|street)\b/],
  ['MONEY', /\b(?:price|cost|fare|amount|budget|fee|rent|salary|balance|total|deposit|income|spend|revenue|payment)$/],
  [
    'CODE',
    /\b(?:(?:order|account|booking|reference|confirmation|ticket|invoice|policy|customer|flight|tracking) (?:number|id|code|reference)|zip|zip ?code|postcode|postal code|id|code)$/,
  ],
  [
    'PERSON',
    /\b(?:(?:contact|recipient|receiver|person|customer|lead|full|first|last|user|caller|doctor|dentist|therapist|stylist|physician|practitioner|provider|practice|surgeon|specialist|hairdresser|barber|counsell?or|agent|passenger|guest|payee|account|driver|friend)s? ?(?:account )?name|receiver|recipient|directed by|director|actors?|actress|starring|cast|artist|singer|author|composer|performer|performed by)$/,
  ],
  [
    'NAME',
    /\b(?:name|title|album|song|track|movie|film|attraction|playlist|podcast|book|label|model|company|tool|software|provider|competitor|employer|brand|performer|match|band|team|restaurant|theat(?:er|re)|cinema|event)$|^(?:name|title) or\b/,
  ],
  [
    'CHOICE',
    /\b(?:cuisine|food|genre|airlines?|type|kind|class|category|color|colour|language|religion|subject|sport)\b/,
  ],
  [
    'PLACE',
    /\b(?:city|town|location|place|area|destination|origin|departure|arrival|station|airport|neighbou?rhood|region|country|state|venue|locale|whereabouts|spot|(?:start|starting|end|meeting) point|where|from|to|pickup|dropoff|district|suburb|province|locality)\b/,
  ],
];

const BY_DESCRIPTION: readonly (readonly [FieldKind, RegExp])[] = [
  ['EMAIL', /\be-?mail address\b/],
  ['PHONE', /\b(?:phone|telephone|mobile) number\b/],
  ['BOOLEAN', /^(?:boolean\b|whether\b|flag\b|true (?:if|when)\b|is\b|are\b|does\b|if\b|indicates? (?:whether|if)\b)/],
  ['COUNT', /\b(?:number of|how many|count of|size of|length of (?:stay|the stay)|duration)\b/],
  ['DATE', /\b(?:date|day) (?:of|for|on|when|the|to)\b|\bdate\b/],
  ['TIME', /\btime\b/],
  ['DATE', /^when\b/],
  ['ADDRESS', /\b(?:street )?address\b/],
  ['MONEY', /\b(?:amount of money|how much money|price|cost|fare|budget|can spend|amount)\b/],
  [
    'PERSON',
    /\b(?:name of the (?:person|contact|recipient|customer|doctor|artist|director|actor|singer|lead|caller|user|patient|passenger)|(?:full|first|last) name|who )\b/,
  ],
  ['PLACE', /\b(?:city|town|location|area|region|country|neighbou?rhood|station|airport|where)\b/],
  ['NAME', /\b(?:name|title|caption|headline) (?:of|for|or)\b/],
  ['CHOICE', /\b(?:type|kind|genre|category|cuisine|class) of\b/],
];

/** @param words those of the field's name. */
export function kindOf(field: WantedField, words: readonly string[]): FieldKind {
  const values = (field.values ?? []).map((value) => value.trim()).filter((value) => !ANYTHING.test(value));
  if (values.length > 0) return kindOfValues(values);
  const name = headLast(words).join(' ');
  const description = wordOf(field.description).trim();
  const told = BY_NAME.find(([, pattern]) => pattern.test(name))?.[0];
  const described = BY_DESCRIPTION.find(([, pattern]) => pattern.test(description))?.[0];
  if (
    told === 'BOOLEAN' &&
    described !== undefined &&
    described !== 'BOOLEAN' &&
    described !== 'CHOICE' &&
    /^(?:with|add|wants?|needs?)\b/.test(name)
  )
    return described;
  if (
    told === 'PLACE' &&
    described !== undefined &&
    /^(?:departure|arrival|to|from|pickup|dropoff|.* (?:from|to))$/.test(name)
  )
    return described;
  if (told === 'PLACE' && /\bplace name$/.test(name)) return 'NAME';
  if (told === 'NAME' && /\b(?:city|town|station|airport|area|location|destination|origin)\b.*\bname$/.test(name))
    return 'PLACE';
  return told ?? described ?? 'TEXT';
}

/** "name_of_the_doctor" in the order of "doctor_name". */
function headLast(words: readonly string[]): readonly string[] {
  const [head = '', joint = '', ...rest] = words;
  const isTurned =
    /^(?:name|title|alias|city|town|location|locale|type|kind|category|class)$/.test(head) &&
    /^(?:of|for)$/.test(joint);
  return isTurned && rest.length > 0 ? [...rest.filter((word) => !/^(?:the|an?)$/.test(word)), head] : words;
}

function kindOfValues(values: readonly string[]): FieldKind {
  const words = values.map((value) => value.toLowerCase());
  if (words.every((word) => BOOLEAN_VALUES.has(word)) && words.some((word) => /^(?:true|yes|y)$/.test(word)))
    return 'BOOLEAN';
  return words.every((word) => /^\d+(?:\.\d+)?\+?$/.test(word)) ? 'COUNT' : 'CHOICE';
}
