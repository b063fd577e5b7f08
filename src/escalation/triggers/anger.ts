import { plainWords } from '../../calls/talk/plain-words';

/** How displeasure with us sounds, as alternatives over `plainWords`; what people say of third parties is not told apart. */
const ANGRY: readonly string[] = [
  'this is (?:so |just |absolutely |totally |completely |really )*(?:ridiculous|unacceptable|outrageous|absurd|a joke|bullshit|a scam|a disgrace|disgraceful|pathetic)',
  '(?:you|you guys|you people|your company|your service|your bot|it) (?:is|are|re) (?:so |just |all |really |completely |absolutely )*(?:useless|scammers?|a scam|liars?|thieves|crooks|idiots?|pathetic|terrible|horrible|awful|the worst|incompetent|a joke)',
  '(?:stupid|useless|dumb|damn|fucking|bloody|idiotic) (?:ro?bot|bot|machine|ai|company|people|system|service)',
  '(?:i am|im|i m|we are) (?:so |very |really |getting |extremely |beyond |absolutely )*(?:angry|furious|fed up|pissed(?: off)?|outraged|livid|sick of (?:this|you|your)|frustrated|mad at you)',
  '(?:worst|terrible|horrible|awful|disgusting|appalling) (?:service|company|experience|customer service|support)',
  '(?:waste of|wasting) my (?:time|money)',
  '(?:fuck (?:you|off|this)|wtf|what the (?:hell|fuck)|go to hell|shut up|screw you|piss off)',
  '(?:i will|ill|i am going to|im going to|gonna) (?:sue|report) (?:you|your|this)',
  '(?:want|going|like|need) to (?:make|file|lodge|raise|register) (?:a |an )?(?:formal |official )?complaint',
  'how many times (?:do i|must i|should i|have i)',
  'اسوا (?:خدمه|شركه|تجربه)',
  '(?:نصابين|نصابون|حراميه|محتالين|كذابين|انتم نصاب|هذا نصب|هذا احتيال)',
  '(?:انا|والله) (?:جدا )?(?:غاضب|غاضبه|معصب|معصبه|زعلان|متضايق) (?:جدا |كتير |مره )?(?:منكم|من الخدمه)?',
  '(?:زهقت|مليت|طفشت|قرفت|تعبت) (?:منكم|من هذا|من الروبوت|من الخدمه)',
  '(?:خدمه|شركه) (?:زفت|سيءه جدا|سيئه جدا|زباله|فاشله)',
  '(?:اريد|ابي|ابغي|عايز|بدي) (?:ان )?(?:اقدم|تقديم|ارفع) شكوي',
  'عيب عليكم',
  '(?:क्या बकवास|बकवास (?:है|सर्विस|बंद)|घटिया (?:सर्विस|कंपनी|सेवा)|बेकार (?:सर्विस|कंपनी|बॉट)|धोखेबाज|धोखा दे|फ्रॉड (?:हो|है|कंपनी))',
  '(?:मुझे|मैं) (?:बहुत )?गुस्सा',
  '(?:kya bakwas|bakwas (?:hai|service|band)|ghatiya (?:service|company)|bekar (?:service|company|bot)|dhokhebaa?z|fraud (?:ho|hai|company)|dimag kharab|pagal bana)',
  '(?:mujhe )?bahu?t gussa',
  '(?:nassabeen|nasabeen|7arameya|7aramiye|zeft service|service zeft|zehe2t menko|zhe2t|2araf)',
];

const angry = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${ANGRY.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'u');
const notAngry =
  /(?<!\p{L})(?:not|never|isnt|arent|wasnt) (?:\p{L}+ ){0,2}(?:angry|furious|ridiculous|a scam|useless|frustrated)/u;

/** True when the words are angry at us. */
export function soundsAngry(text: string): boolean {
  const said = plainWords(text);
  return angry.test(said) && !notAngry.test(said);
}
