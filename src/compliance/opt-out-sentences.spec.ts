import { isOptOut, optOutCommandOf } from './opt-out-words';

/** Ways to say it in a sentence, beyond those beside the keywords. */
const WISHES: Record<string, string> = {
  English: `
    please don't call me again
    pls dont call me again
    please do not contact me again
    i dont want to be called again
    I do not wish to be contacted
    I do not wish to receive any further calls
    I'd rather you didn't call me
    never contact me again
    please don't ever call again
    don't call again
    do not call me ever again
    do not call this number
    don't call this number anymore
    quit calling me
    quit texting me
    please quit contacting me
    would you please stop calling
    can you stop calling me
    I asked you to stop calling
    I want you to stop calling me
    you need to stop calling me
    stop harassing me
    please remove me from your list
    remove my number
    remove my number please
    remove us from your calling list
    take my number off
    take me off your calling list
    take me off of your call list please
    take me off this list
    please take us off your list
    get my number off your list
    delete me from your system
    delete my info
    delete my information
    erase my data
    put me on the do not call list
    add me to your do not call list
    add this number to the do not call list
    place me on your do-not-call list
    I'm on the do not call list
    no more calls
    no more texts please
    no more messages
    I don't want calls
    I don't want these calls
    I don't want any calls from you
    I don't want your calls
    I don't want any more texts
    not interested, take me off
    not interested don't call again
    not interested remove me
    lose my number
    forget this number
    leave me alone
    let me be
    I withdraw my consent
    I revoke consent
    I revoke my permission to call
    revoke my consent to be called
    I'm opting out
    opt me out of everything
    I choose to opt out
    how do I opt out
    how do I unsubscribe
    I want to unsubscribe
    unsubscribe from this list
    cancel my subscription
    cancel all messages
    cancel these texts
    end these calls
    end all communication
    no further contact
    do not disturb me
    don't bother me again
    don't bother calling back
    stop bothering me
    get lost and stop calling
    this is harassment, stop
    I will report you if you call again
    if you call again I'll call the police
    call me again and I'll sue
    don't you dare call me again
    please never text this phone again
    this number is on the national do not call registry
    my consent is withdrawn
    I no longer want to be contacted
    I no longer wish to receive messages
    I don't consent to these calls
    I do not consent
    I never agreed to this, stop contacting me
    you don't have permission to call me
    you do not have my permission to call
    cease all contact
    cease contacting me
    please discontinue calling
    discontinue these messages`,
  Spanish: `
    por favor no me llame más
    no me llames más
    no me llamen nunca más
    no vuelvan a llamar
    no vuelva a llamarme
    no me vuelvan a escribir
    no quiero más llamadas
    no quiero que me llamen más
    no quiero recibir sus llamadas
    no quiero recibir mensajes
    ya no me llamen
    ya no quiero que me llamen
    ya no me escriban
    deje de llamar
    dejen de llamarme por favor
    deja de escribirme
    paren de llamarme
    quíteme de su lista
    sáqueme de la lista
    bórreme de su lista
    elimíneme de su base de datos
    elimine mis datos
    borre mi número
    borren mis datos
    quiero darme de baja
    dame de baja
    deme de baja por favor
    póngame en la lista de no llamar
    estoy en la lista de no llamar
    no molesten más
    no me moleste
    no me contacten
    no me contacten más
    déjeme en paz
    déjenme tranquilo
    revoco el consentimiento
    retiro mi consentimiento
    no doy mi consentimiento
    cancelar suscripción
    cancele mi suscripción
    no más mensajes por favor
    no me mande más mensajes
    no me envíen más mensajes
    no autorizo que me llamen
    olvide mi número
    olvídese de mi número
    pierda mi número
    nunca más me llame
    jamás me vuelva a llamar
    no deseo recibir llamadas
    no deseo que me llamen
    no deseo ser contactado`,
  Arabic: `
    لا تتصل بي مرة أخرى
    لا تتصل بي أبدا
    لا تتصل على هذا الرقم
    لا تتصلوا على هذا الرقم مرة ثانية
    أرجو عدم الاتصال بي
    الرجاء عدم الاتصال
    من فضلك لا تتصل بي مجددا
    من فضلك لا تتصل مرة ثانية
    توقف عن الاتصال بي
    توقفوا عن إرسال الرسائل
    أوقف الرسائل
    أوقفوا الاتصالات
    لا ترسل لي رسائل
    لا ترسلوا لي رسائل
    لا ترسل لي شيئا
    لا أريد أي اتصالات
    لا أريد مكالماتكم
    لا أريد رسائل منكم
    لا أرغب في تلقي المكالمات
    لا أرغب في الاتصال بي
    احذف رقمي
    احذفوا بياناتي
    احذفني من القائمة
    شيل رقمي من عندك
    امسح رقمي
    ألغ اشتراكي
    أريد إلغاء الاشتراك
    ألغي الاشتراك
    ما أبغى مكالمات
    ما أبغاك تتصل فيني
    لا تدق علي مرة ثانية
    لا تتصل فيني
    ماتتصلش بيا تاني
    ما تتصلوش تاني
    مش عايز مكالمات
    مش عاوز حد يكلمني
    بطل تتصل بيا
    كف عن إزعاجي
    لا تزعجني
    لا تزعجوني مرة أخرى
    اتركني وشأني
    اتركوني في حالي
    أسحب موافقتي
    ألغي موافقتي
    سحبت موافقتي
    ضعني على قائمة عدم الاتصال
    لا أوافق على الاتصال`,
  'Hindi and Hinglish': `
    मुझे दोबारा कॉल मत करना
    मुझे फिर कॉल मत करना
    मुझे कॉल मत करो
    मुझे कॉल मत कीजिए
    मुझे कॉल न करें
    कृपया मुझे कॉल न करें
    मुझे फोन न करें
    फोन मत करो
    आगे से फोन मत करना
    आगे से मुझे कॉल न करें
    कभी कॉल मत करना
    इस नंबर पर कॉल मत करना
    इस नंबर पर दोबारा फोन मत करो
    कॉल करना बंद करो
    कॉल करना बंद कर दीजिए
    फोन करना बंद कीजिए
    मैसेज भेजना बंद करो
    मैसेज मत भेजो
    मुझे मैसेज मत भेजो
    मुझे मैसेज मत करो
    और कॉल नहीं चाहिए
    मुझे आपके कॉल नहीं चाहिए
    मुझे कोई कॉल नहीं चाहिए
    मुझे कॉल्स नहीं चाहिए
    मेरा नंबर हटा दीजिए
    मेरा नंबर डिलीट कर दो
    मेरा नंबर लिस्ट से निकाल दो
    मुझे लिस्ट से हटा दो
    मुझे परेशान मत करो
    मुझे परेशान करना बंद करो
    तंग मत करो
    मुझे तंग मत करिए
    मुझे अकेला छोड़ दो
    मैं अपनी सहमति वापस लेता हूँ
    सहमति वापस लेता हूं
    मुझे डू नॉट कॉल लिस्ट में डालो
    मेरा नंबर डीएनडी पर है
    mujhe dobara call mat karna
    mujhe call mat karo
    mujhe phone mat karo
    please mujhe call na karein
    call mat kijiye
    dobara phone mat karna
    phir kabhi call mat karna
    is number par call mat karna
    call karna band karo
    call karna band kar do
    message mat bhejo
    mujhe message mat bhejo
    message bhejna band karo
    mera number hata do
    mera number delete kar do
    mera number list se nikal do
    mujhe pareshan mat karo
    tang mat karo
    mujhe calls nahi chahiye
    aur call nahi chahiye
    number dnd pe hai
    calling band karo
    mat karo call`,
};

const sentencesOf = (text: string): string[] => text.trim().split(/\n\s*/);

describe.each(Object.entries(WISHES))('a wish to be left alone in %s', (_language, text) => {
  it.each(sentencesOf(text))('%s', (sentence) => {
    for (const said of [sentence, `${sentence}!`, sentence.toUpperCase(), `Well, ${sentence} 🙏`]) {
      expect([said, isOptOut(said)]).toEqual([said, true]);
      expect([said, optOutCommandOf(said, 'TEXT')]).toEqual([said, 'OPT_OUT']);
    }
  });
});
