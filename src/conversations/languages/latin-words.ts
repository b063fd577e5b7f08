/** Words by which languages in Latin letters are told apart, all written down without looking at any test data. */
function listed(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean));
}

/** Arabic in Latin letters, of no other language we meet: one is enough. Egyptian, Levantine and Gulf spellings. */
export const ARABIZI = listed(`
  enta enti entu inta inti intu enty e7na ehna i7na nahna na7nu howa howwa howwe hiyya heyya homma
  fahem fahma fahmeen fehemt 3arif 3arfa mafi mafeesh mafish mafhash msh muw
  shu aysh eish wesh shlon shlonak shlonek shlonkum kifak kefak kifik keefak kifkon ezayak ezayek ezzayak ezzayek izzayak
  leh leish laish lesh leeh emta imta eimta wain feen bikam bekam bkam
  ayz ayez ayza ayzeen aiz aiza biddi beddi baddi bddi abgha abgi abghi abga awez awz awza 3awz bidna bidak badak
  yaani yani ya3ni kaman kamaan kman keda kida kede kdh heik hala2 halla2 hallaa dlwaty delwaty dilwati delwa2ty
  alaan bokra bukra bukrah embareh mbareh embare7 elyom elyoum alyoum alyom ennaharda elnaharda innaharda
  kwayes kwayyes kuwayes kwais kwayis tamaam mnih mneeh mni7 mlih aywa aywah aiwa aiwah eywa na3am laa la2 laa2
  shukran shokran shukrn afwan 3afwan momken mumkin mumken lazem lazim lazm mu7tag me7tag mehtag me7tageen mohtag
  ma3ak ma3i ma3aya maaya maak 3ndi 3andi 3endi 3andak 3endak 3ndy 3andy
  meen min2 meny menni fih feeh feha fihom bta3 bta3t bta3i betaa betaa3 tab3an tab3n
  ktir kteer ktyr awi awy qawi giddan geddan jiddan jedan shwaya shwayya shwai shway swaya
  bas3al bs2al 3ashan 3shan alashan laanno la2eno le2anno lanno
  shagga sha2a sha22a sha2et sha2ah manzel
  el3arabi 3arabi 3arabe masry lebnani khaleeji
  welli yalli
  ana2 anaa ma2darsh ma3rafsh ma3lesh maalesh maalish ma3leish malish habaa2a baa2a ba2a
  elkheir elkhair masa2 ahlan marhaba mar7aba sa7 sah9 taba3 sa3a sa3et osbou3 osboo3
  flous fulus floos masari masary felous se3r se3ro si3r kulshi kollo
`);

/** Also words or names elsewhere ("ana", "la", "bas", "mesh"): only two different ones tell, or one beside a loan word. */
export const DOUBTFUL_ARABIZI = listed(`
  mesh mish sho shou wein fein abi hek bedi endi yanni masri bakir basal
  beit bayt manzil minni akid akeed kull tamam ashan youm yom ento hayk fiha kam
  ana bas w wa fi fe da di dol el al law ya eh la heya hia hya men mn mne min ma ala ela 3la kan kont wala walla han ba fa
  hal haga hagat hay hada hatha hadi dah deh ahla ahlein sheno shno zay zayy bil bel fel fil wel wil
`);

/** Of those, words that Spanish and its sisters have as well, or that names begin with ("La Mer", "Al Wasl"): they never tell without another clue. */
export const SHARED_ARABIZI = listed(`
  el la al ya di da fe fa fil bel ma men min mn ala ela han ba hay haga eh ana bas basal w law
`);

/** Arabic that English speakers use too: they never tell alone. */
export const LOAN_WORDS = listed(`
  inshallah inshalla insha'allah ishallah mashallah masha'allah alhamdulillah hamdulillah hamdulilah habibi habibti yalla yallah
  wallah wallahi wala khalas salam salaam assalamualaikum salamalaikum ramadan eid akhi bismillah subhanallah halal haram souk majlis
  namaste acha ji yaar bhai desi lakh crore
`);

/** Hindi in Latin letters. */
export const HINGLISH = listed(`
  hai hain hoon hun nahi nahin nahee nai kya kyaa kyun kyon kyu kaise kaisa kaisi kitna kitne kitni kitnaa kab kahan kahaan kaun konsa kaunsa
  mujhe mujhko mujko mera meri mere hamara hamari hamare humein humko tumhara aap aapka aapki aapke aapko apna apni apne unka unki iska iski uska uski
  chahiye chahie chaiye chahta chahti chahte karo karna karni karne karta karti karte kariye kijiye kijie karunga karungi kar karke karwana
  baat bata batao bataiye bolo boliye bol sakta sakti sakte sakta dekhna dekhni dekho lena leni lenge dena dijiye jaana jana aana
  raha rahi rahe hoga hogi honge hua hui tha thi wala wali wale waala abhi aaj kal parso jaldi baad pehle phir lekin magar kyunki agar toh
  accha achha theek thik thek bilkul haan haa han zaroor shukriya dhanyavaad dhanyawad paisa paise rupaye rupay hazaar hazar
  ghar makaan kamra kamre mahina mahine saal hafte bahut bohot zyada thoda thodi kuch kuchh sab koi mein ka ki ke ko se aur bhi
`);

/** Of those, words that other languages have as well. */
export const DOUBTFUL_HINGLISH = listed(`
  kar kal han ka ki ke ko se sab bol aur bhi toh hun nai hain tha thi mere mera jana lena dena bata saal aana kab raha rahi hazar agar koi mein
`);

/** Spanish words of which one is enough, in a longer turn beside another. */
export const SPANISH = listed(`
  quiero quiere quieres queremos quisiera necesito necesita necesitamos busco buscamos buscando tengo tiene tienen tienes tenemos soy somos
  estoy estamos está están estás puedo puede pueden podemos podría podria gracias hola tardes noches
  cuánto cuánta cuántos cuántas cuanto cuanta cuantos cuantas cuesta cuestan dónde donde cuándo cuando qué cuál cual cuáles cuales cómo quién quien
  usted ustedes señor señora nosotros nuestro nuestra ellos también tambien pero porque muy muchas sí ahora hoy ayer luego entonces pues hasta desde
  llamar llámame llamame llámeme llameme llamo hablar hablo gusta gustaría gustaria interesa interesado interesada
  precio precios presupuesto habitación habitacion habitaciones dormitorio dormitorios recámaras recamaras baño baños jardín garaje cochera piscina
  piso pisos vivienda apartamento apartamentos departamento departamentos terreno barrio alquiler alquilar comprar vender hipoteca ubicación ubicacion
  cita visita visitar visto voy vivo trabajo esposa esposo meses mañana español información informacion mensaje mensajes aquí aqui allí
`);

/** Small words of Spanish, which its sisters and names ("La Mer", "Casa Flores") have as well: they count beside those, or four of nothing else. */
export const SMALL_SPANISH = listed(`
  el la los las lo al del de en y o un una uno con por para como que si su sus mi mis tu te se le les nos es fue va vi ver ya ha han hay más mas
  ella este esta esto ese esa eso todo toda bien favor casa casas zona vale vamos mucho mucha buenos buenas días dias sobre entre
`);

/** Words of both English and Spanish. */
export const ENGLISH_AND_SPANISH = listed('a no he has me son sin');

/** Ordinary words of English: Latin letters without any of them may be names. */
export const ENGLISH = listed(`
  the a an is are am was were be been i you he she it we they my your our their this that these those what when where who how why which
  do does did have has had can could will would should may might must not no yes to of in on at for from with about and or but if so
  want need looking like think know please thanks thank good just only very more get make let tell call speak
`);
