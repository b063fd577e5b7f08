import { isArabiziWord } from './arabizi-digits';
import { detectLanguage } from './detect-language';

describe('the language of one turn', () => {
  it.each([
    ['I am looking for a two bedroom flat', 'en'],
    ['أبحث عن شقة بغرفتين', 'ar'],
    ['मुझे एक फ्लैट चाहिए', 'hi'],
    ['शुक्रिया', 'hi'],
    ['Busco un piso, ¿cuánto cuesta?', 'es'],
    ['3ayez sha2a fel tagamo3', 'ar-Latn'],
    ['ana 3ayza a2ala men keda', 'ar-Latn'],
    ['shu el price?', 'ar-Latn'],
    ['bikam el villa', 'ar-Latn'],
    ['mesh fahem', 'ar-Latn'],
    ['momken appointment bokra', 'ar-Latn'],
    ['yaaaani maybe next month', 'ar-Latn'],
    ['mujhe 2bhk chahiye', 'hi-Latn'],
    ['kitna price hai sir', 'hi-Latn'],
    ['budget 50 lakh hai', 'hi-Latn'],
    ['ميزانيتي about 800', 'ar'],
    ['ابغى flat two bedrooms', 'ar'],
    ['ابغى شقة two bedrooms', 'ar'],
    ['stop करो', 'hi'],
    ['شغّل All Things Must Pass', 'ar'],
    ['My name is محمد علي and I want to see the flat', 'en'],
  ])('%s: %s', (text, language) => {
    expect(detectLanguage(text)).toMatchObject({ language, isCertain: true });
  });

  it.each([
    'ok',
    '42',
    '',
    '!!!',
    'Inshallah',
    'habibi',
    'Wallah!',
    'yalla yalla',
    'Ahmed Hassan',
    'B2B',
    'hai',
    '我想买房子',
  ])('%j tells nothing', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'en', isCertain: false });
  });

  it.each([
    'Inshallah we will sign tomorrow',
    'I know, habibi, but the price is too high',
    'yalla, send me the offer',
    'Call me at 2pm or on the 3rd, I am in unit 5b',
    'My b2b company needs 5k units in 2 weeks, 3bhk or 2br',
    'I play mp3 files on my PS5',
    'We want 7days delivery and 4x4 cars',
    'Ana is my wife, she will join us',
    'It is a la carte',
    'I need a bas relief',
    'That is a mere detail',
    'My friend Alan likes beets',
    'I wish I could',
    'covid19 made us wait',
    'We live in Hai Al Nakheel',
    'Model X3 or A4 is what I want',
  ])('%s is English', (text) => {
    expect(detectLanguage(text).language).toBe('en');
  });

  it('says which scripts occur whatever the language', () => {
    expect(detectLanguage('My name is محمد and I live in the city')).toMatchObject({
      language: 'en',
      hasArabic: true,
      hasDevanagari: false,
    });
    expect(detectLanguage('शुक्रिया')).toMatchObject({ hasArabic: false, hasDevanagari: true });
  });
});

describe('English that only looks like Arabic', () => {
  it.each([
    'I need mosquito mesh for four windows',
    'mesh wifi',
    'Do you sell mesh chairs?',
    'A mish mash of styles',
    'my email is mike7jones@gmail.com',
    'mike7jones@gmail.com',
    'write to a3team@agency.ae',
    'see www.villa7marina.com/sha2a',
    'our page is tower3abc.com',
    'follow @sha2a7',
    '2adults 2kids 3nights',
    '2adults and 3children for 7nights',
    '2bdrm in Marina',
    '3bedrooms 2bathrooms',
    '2bedroom apartment with 2parkings',
    '5units 2floors',
    'tower2a',
    'tower2a flat3b',
    'I live in block7c',
    'wifi6e router',
    'iphone7plus',
    'b2b saas',
    '4sale',
    'gr8 thx',
    '2day or 2morrow',
    '2nite works',
    'up2u',
    'r2d2',
    'peer2peer lending',
    'face2face please',
    'The 7eleven next door',
    'We met Yanni and Masri',
    'basal metabolic rate',
    'Mr Bakir called',
    'We live in Beit Mery',
    'abi is my friend, she will call you',
    'I have the code x7abc and it does not work',
    'Please send the invoice for order ab3cd to me',
    'My name is Akeed and I am looking for a villa',
    'kam is my brother',
  ])('%s', (text) => {
    expect(detectLanguage(text).language).toBe('en');
  });

  it.each([
    'mujhe mesh door chahiye',
    'kam budget hai mera',
    'mera email mike7jones@gmail.com hai aur budget kitna chahiye',
    'hum 2adults 2kids hain, kitna hoga',
  ])('nor is Hindi: %s', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'hi-Latn', isCertain: true });
  });

  it.each([
    '3ayez a3raf el se3r',
    'ana 3awz sha2a',
    'kam el price',
    '7abibi',
    'mish 3arif',
    'mesh 3ayez',
    'ana mish fahem',
    'hek bas',
    'sho hay',
    'wein el office',
    'tamam ya bas',
    'akeed wallah',
    'fi bayt',
    'ma 3andi waqt',
    'I want sha2a fel tagamo3',
    'I am looking for sha22a w 3ayez a3raf el se3r',
    'can you send me el se3r law sama7t',
    'please call me bokra el sa3a 5',
    'is it possible el villa 3ala el ba7r',
    '2adults 2kids w 3ayez sha2a',
    'mail me 3ala ana7@gmail.com law momken',
    'ezayak, 3amel eh',
    'el 3arabeya kwayesa',
    'mafi mushkila',
  ])('and Arabic stays Arabic: %s', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'ar-Latn', isCertain: true });
  });
});

describe('Spanish', () => {
  it.each([
    '¿Cuál es el precio de la casa?',
    'Cual es el precio de la casa',
    'El precio de la casa por favor',
    'La casa tiene garaje? y el jardín?',
    'Ya vi la casa',
    'Voy a la oficina hoy',
    'No he visto la casa',
    'No me gusta',
    'Hay wi-fi en el piso?',
    'Quiero ver la casa, ya hay fecha?',
    'Quiero la casa al lado de La Mer, shukran',
    'Busco 3habitaciones en la 2da planta',
    'La villa tiene majlis?',
    'Gracias',
    '¡Ya!',
  ])('%s', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'es', isCertain: true });
  });

  it.each([
    'La Mer, Al Wasl',
    'Al Furjan, La Quinta',
    'Casa Flores',
    'El wi-fi',
    'Ya no',
    'W Hotel, La Mer',
    'La villa con majlis',
    'La maison al mare',
    'Je veux la maison',
    'Quel est le prix de la maison',
    'La casa di mare',
    'Vorrei una casa in centro',
    'Quanto costa la casa al mare',
    'Ma la casa ha il giardino',
    'Qual é o preço da casa?',
    'Quero ver a casa por favor',
    'Ela viu a casa da Ana, por favor',
    'la 3eme',
  ])('nor is of its sisters, or a name, anything we know: %s', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'en', isCertain: false });
  });

  it.each(['el beit fi dubai be kam', 'el beit', 'la mish ana', '3ayez a3raf se3r el café', 'fein el villa'])(
    'and Arabic stays Arabic: %s',
    (text) => {
      expect(detectLanguage(text)).toMatchObject({ language: 'ar-Latn', isCertain: true });
    },
  );

  it.each(['Hola, show me a villa', 'I said gracias to him', 'We live in La Mer near Casa Flores'])(
    'is not a word of it in English: %s',
    (text) => {
      expect(detectLanguage(text)).toMatchObject({ language: 'en', isCertain: true });
    },
  );
});

describe('digits within words', () => {
  it.each([
    '3ayez',
    'sha2a',
    'ma7al',
    '7abibi',
    'ta3ala',
    '2albi',
    'el3arabi',
    'sab3een',
    '5alas',
    'mo6aba2a',
    '9aba7',
  ])('%s are Arabic letters', (word) => {
    expect(isArabiziWord(word)).toBe(true);
  });

  it.each([
    '1st',
    '2nd',
    '2pm',
    '7am',
    '5k',
    '3bhk',
    '2br',
    'b2b',
    'B2C',
    'h2o',
    'mp3',
    '5min',
    '7days',
    'covid19',
    'A3B',
    'PS5',
    '3d',
    '5g',
    '3habitaciones',
    '2da',
    '3era',
    '5to',
    '2025',
    'x',
    '3x',
  ])('%s are not', (word) => {
    expect(isArabiziWord(word)).toBe(false);
  });
});
