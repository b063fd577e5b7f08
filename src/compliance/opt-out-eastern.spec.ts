import { cpuMs } from '../../test/support/cpu-ms';
import { optOutCommandOf, type OptOutMedium } from './opt-out-words';

const MEDIA: readonly OptOutMedium[] = ['TEXT', 'LETTER', 'SPEECH'];

/** Wishes made of a bare word of stopping and what is to stop, and Arabic in Latin letters; meant in whatever medium. */
const WISHES: Record<string, string> = {
  Arabic: `
    إيقاف الرسائل
    ايقاف الرسايل
    إيقاف جميع الرسائل
    إيقاف إرسال الرسائل
    وقف الرسائل
    وقفوا الرسائل
    وقفوا الاتصال
    وقفوا الاتصال بي
    وقفوا هالرسائل
    أوقفوا الاتصال
    بطلوا رسائل
    إلغاء الرسائل الترويجية
    لو سمحتوا وقفوا الرسائل
    ممكن توقفوا الرسائل
    أرجو إيقاف الرسائل
    أرجو منكم إيقاف الاتصالات نهائيا
    مش مهتم وقفوا الاتصال
    لا تتواصل
    لا تتواصلوا
    لا تتواصلوا معي
    لا تتواصل معي مرة أخرى
    من فضلكم لا تتواصلوا معنا بعد اليوم
    أطلب أن لا تتصلوا بي
    إذا لا تتصل بي مرة أخرى
    عدم الاتصال بي
    الرجاء عدم التواصل معي
    نرجو عدم الاتصال بنا
    إيقاف العروض الترويجية
    وقفوا الإعلانات`,
  Hindi: `
    कॉल बंद करो
    कॉल बंद करें
    कॉल बंद कर दो
    मुझे कॉल बंद करो
    मैसेज बंद करो
    मेसेज बंद कीजिए
    मैसेज बन्द करो
    संदेश बंद करें
    संदेश बंद कीजिए
    सन्देश बंद कर दीजिए
    एसएमएस बंद कर दो
    कृपया संदेश बंद कर दें
    मुझे ये मैसेज बंद करवाओ
    मैं आपके मैसेज बंद करना चाहता हूँ
    प्रमोशन बंद करें
    प्रमोशनल मैसेज बंद करें
    messages band karo
    calls band kar do`,
  'Arabic in Latin letters': `
    batalo tetselo
    battalo tetseloo beya
    batel tetsel beya
    matetselsh beya
    matetseloosh beya tani
    ma tetselsh beya
    enta matetselsh beya tani
    ma tettesel feeni
    la tetasel 3alayi
    la tetselo feeni marra tanya
    la tkalmoni
    ma tkallemni tani
    la tez3ejni
    la tez3ejooni
    ma bedi rasayel
    ma beddi mokalmat
    mesh 3ayez rasayel
    msh 3awez mokalamat tani
    mesh 3ayez 7ad yetsel beya
    mish 3ayza ay rasa2el
    ma abi rasayel
    mabi mokalamat
    ma abgha rasail
    la ureed rasael
    wa2fo el rasayel
    wa2efo el mokalmat
    wagfo el rasayel
    waqfo alrasael
    wa2fo
    batalo
    mateb3atsh rasayel
    ma teb3atoli rasayel
    la tersel li rasa2el
    em7o ra2mi
    shelo ra2mi
    e7zef ra2mi
    elghi el eshterak
    sebooni f 7ali
    seebni f 7ali`,
};

/** What people say and write who want to go on talking, ask for support, or hang up. */
const INNOCENT: Record<string, string> = {
  Arabic: `
    كيف أوقف الإشعارات على هاتفي
    كيف يمكنني إيقاف الإشعارات على الهاتف
    أريد إيقاف الإشعارات في التطبيق
    إيقاف السيارة أمام الفيلا مسموح
    إيقاف السيارة
    هل يسمح إيقاف السيارات في الشارع
    هل يوجد موقف للسيارات
    الموقف مغطى
    وقف السيارة عند الباب
    أين أوقف السيارة
    تم إيقاف المشروع
    لا توقفوا الرسائل
    لا توقف الرسائل
    لا أريد إيقاف الرسائل
    لا أريد إلغاء الاشتراك
    لماذا لا تتصلون بي
    لماذا لا تتواصلون معي
    ليش لا تتواصلون معي
    تواصلوا معي
    لا تتواصلوا معي قبل التاسعة
    لا تتواصلوا معي اليوم
    لا تتواصل معي الحين أنا في الدوام
    لا تتواصلوا معي إلا بعد العصر
    لا تتصلوا بي إلا في المساء
    لا تتواصلوا معي عبر البريد
    لا تتصل بي يوم الجمعة
    متتصلش بيا دلوقتي
    ما سبب عدم الاتصال بي
    أعتذر عن عدم الاتصال بكم
    توقف الاتصال فجأة
    متى تتوقف العروض
    وقف العرض أمس
    كيف أتواصل معكم`,
  Hindi: `
    मेरा खाता बंद करें
    मेरा पुराना अकाउंट बंद कर दीजिए
    मैं अपना बैंक खाता बंद करना चाहता हूँ
    मेरा खाता कैसे बंद होगा
    अपने फोन पर नोटिफिकेशन कैसे बंद करूँ
    फोन पर मैसेज के नोटिफिकेशन कैसे बंद करें
    दरवाजा बंद कर दो
    गेट बंद करो
    गैस बंद करो
    मैसेज बंद मत करो
    संदेश बंद मत कीजिए
    मैं मैसेज बंद करना नहीं चाहता
    अभी कॉल बंद करो बाद में बात करते हैं
    अभी मैसेज बंद करो
    रात को मैसेज बंद कर दो
    कॉल बंद करने से पहले पता बता दीजिए
    कॉल बंद करके दोबारा कीजिए
    आपका कॉल बंद हो गया था
    ऑफर कब बंद होगा
    मैं फोन बंद कर दूँगा
    main phone band kar raha hoon
    account band karo`,
  'Arabic in Latin letters': `
    matetselsh beya delwa2ti
    matetselsh beya el naharda
    ma tetselo beya 2abl el 3eed
    la tetsel feeni al7een
    la tetsel feeni el youm
    leh matetselsh beya
    lesh ma tetselo feeni
    matensash tetsel beya
    ettasel beya bokra
    mesh 3ayez sha22a soghayara
    mesh 3ayez asta3gel
    ma bedi dayye3 el forsa
    ma bedi beit kbir
    ma abi sha22a fel ardi
    momken teb3atli rasayel aktar
    wa2ef el 3arabeya
    feen maw2ef el 3arabeyat
    wa2fo el 3arabeya barra
    ab3atli rasa2el bel sowar
    ra2mi howa howa
    shoof ra2mi
    ezzay awa2af el notifications 3ala el mobile
    kam el se3r
    ma ba3ref lessa`,
};

const sentencesOf = (text: string): string[] => text.trim().split(/\n\s*/);

describe.each(Object.entries(WISHES))('a wish to be left alone in %s', (_language, text) => {
  it.each(sentencesOf(text))('%s', (sentence) => {
    for (const medium of MEDIA)
      for (const said of [sentence, `${sentence}!`, sentence.toUpperCase(), `Hello, ${sentence} 🙏`])
        expect([said, medium, optOutCommandOf(said, medium)]).toEqual([said, medium, 'OPT_OUT']);
  });
});

describe.each(Object.entries(INNOCENT))('%s that is no opt-out', (_language, text) => {
  it.each(sentencesOf(text))('%s', (sentence) => {
    for (const medium of MEDIA)
      for (const said of [sentence, `${sentence}.`, sentence.toUpperCase(), `Hello, ${sentence} 🙂`])
        expect([said, medium, optOutCommandOf(said, medium)]).toEqual([said, medium, null]);
  });
});

it.each(['फोन बंद करो', 'फ़ोन बंद कर दो', 'وقف الاتصال'])(
  'written it is a command, aloud it may be about the call itself: %s',
  (text) => {
    expect(optOutCommandOf(text, 'TEXT')).toBe('OPT_OUT');
    expect(optOutCommandOf(text, 'SPEECH')).toBeNull();
  },
);

it.each([
  'मुझे रात को को को को को में से ',
  'मैसेज बंद कर ',
  'ارجو منكم ايقاف كل جميع هذه الرسايل بي علي ',
  'لا تتواصلوا معي قبل ',
  'matetselsh beya delwa2ti ',
  'mesh 3ayez ay el 7ad kol ',
  'wa2fo el el el ',
])('reads a long letter of half a wish at once: %s', (words) => {
  expect(cpuMs(() => optOutCommandOf(words.repeat(4_000), 'LETTER'))).toBeLessThan(500);
});
