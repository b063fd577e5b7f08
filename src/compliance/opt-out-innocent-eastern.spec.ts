import { optOutCommandOf } from './opt-out-words';

/** What people say and write who want to go on talking; sixty and more of each language. */
const INNOCENT: Record<string, string> = {
  Arabic: `
    لا تتوقف عن البحث
    لا توقف البحث من فضلك
    لم أتوقف عن التفكير في البيت
    هل توقف السيارات قريب من هنا
    موقف السيارات واسع
    أين موقف الحافلة
    توقف المطر الآن
    في نهاية الشهر
    نهاية الأسبوع تناسبني
    متى ينتهي العرض
    أريد إلغاء موعدي يوم الجمعة
    هل يمكن إلغاء الزيارة وحجز موعد آخر
    كم تكلفة إلغاء العقد
    ألغينا الشركة الأخرى
    هل يمكن حذف المرآب من السعر
    أريد إزالة الجدار بين الغرف
    لا تتصل بي اليوم
    لا تتصل بي قبل التاسعة
    لا تتصل بي الآن أنا في العمل
    لا تتصلوا بي في الصباح
    لا تتصل بي عند الظهر
    لا تتصل بي حتى المساء
    اتصل بي غدا
    اتصل بي مرة أخرى
    اتصلوا بي بعد العصر
    أعد الاتصال بي من فضلك
    انقطع الاتصال
    من يتصل
    من معي
    أرسل لي الرسائل مع الصور
    أريد رسائل أكثر عن المشروع
    لا أريد شقة صغيرة
    لا أريد مرآبا
    لا أريد الانتظار
    لا أريد أن أخسر العرض
    لا أرغب في بيت كبير
    ما أبغى شقة في الدور الأرضي
    مش عايز شقة صغيرة
    مش عايز استنى
    أنا مشغول الآن
    لست مهتما بالمرآب
    مهتم جدا
    نعم
    لا
    شكرا
    حسنا
    تمام
    ممكن بعدين
    رقمي هو نفسه
    من أين حصلت على رقمي
    احفظ رقمي عندك
    ضعني على القائمة
    هل أنا على قائمة الانتظار
    كفى بالسعر هذا
    هذا يكفي للدفعة الأولى
    قف عند الباب الثاني
    أوقف السيارة أمام البيت
    زوجي توقف عن العمل
    البائع قد يسحب العرض
    هل الاشتراك شهري
    كم الاشتراك في النادي
    دعني أفكر
    اترك المفتاح عند الجار
    اترك لي رسالة
    لا بأس
    لا مشكلة
    لا أعرف بعد
    متى نبدأ
    أحتاج إلى مساعدة في الأوراق
    عندكم معلومات عن القرض`,
  Hindi: `
    रुकिए मत
    ढूंढना बंद मत करो
    घर की तलाश बंद मत कीजिए
    मैं इसके बारे में सोचना बंद नहीं कर सकता
    दुकान कब बंद होती है
    दुकान बंद है क्या
    ऑफिस रविवार को बंद रहता है
    बस स्टॉप कितनी दूर है
    बस स्टॉप पास में है
    बस यही घर चाहिए
    महीने के अंत में
    महीने के अंत तक बता दूंगा
    ऑफर कब खत्म होगा
    मेरी अपॉइंटमेंट रद्द कर दो शुक्रवार की
    शुक्रवार की मीटिंग रद्द करके सोमवार को रखो
    रद्द करने का क्या खर्च है
    अभी फोन मत करो
    आज कॉल मत करना
    आज फोन मत करना कल करना
    रात को फोन मत करना
    सुबह कॉल मत करना
    दस बजे से पहले कॉल मत करना
    ऑफिस में फोन मत करना
    कल फोन करना
    कल फिर फोन करना
    मुझे दोबारा फोन करो
    फिर से कॉल कीजिए
    पांच बजे कॉल करें
    मुझे घर चाहिए
    मुझे बड़ा घर नहीं चाहिए
    गैरेज नहीं चाहिए
    पार्किंग नहीं चाहिए
    मुझे और फोटो भेजो
    मैसेज भेज दो
    और मैसेज भेजिए
    कौन बोल रहा है
    आप कौन हैं
    मेरा नंबर वही है
    मेरा नंबर किसने दिया
    मेरा नंबर लिख लो
    मुझे लिस्ट में डाल दो
    लिस्ट भेज दो
    दीवार हटा सकते हैं क्या
    पुरानी छत हटा दी गई है
    नाम बदलना है
    हाँ
    नहीं
    ठीक है
    अच्छा
    धन्यवाद
    मैं व्यस्त हूँ
    बाद में बात करते हैं
    मुझे सोचने दो
    चाबी पड़ोसी को दे दो
    कीमत बहुत ज्यादा है
    कोई बात नहीं
    कब से शुरू होगा
    मुझे कागजों में मदद चाहिए
    लोन की जानकारी चाहिए
    हमने पिछले साल देखना छोड़ दिया था
    फोन कट गया था
    रात को मैसेज मत भेजना
    अभी मैसेज मत भेजो`,
  Hinglish: `
    ruko mat
    dhundhna band mat karo
    dukaan kab band hoti hai
    office sunday ko band rehta hai
    bus stop kitni door hai
    bas yahi ghar chahiye
    bas ek minute
    bas theek hai
    month ke end mein
    weekend par aao
    meri appointment cancel kar do friday ki
    cancel karne ka kya charge hai
    visit cancel karke monday rakho
    abhi call mat karo
    aaj phone mat karna
    aaj call mat karna kal karna
    raat ko call mat karna
    subah phone mat karna
    das baje se pehle call mat karna
    kal phone karna
    kal phir call karo
    mujhe dobara phone karo
    phir se call kijiye
    paanch baje call karein
    mujhe ghar chahiye
    bada ghar nahi chahiye
    garage nahi chahiye
    parking nahi chahiye
    aur photo bhejo
    message bhej do
    aur message bhejiye
    kaun bol raha hai
    aap kaun ho
    mera number wahi hai
    mera number kisne diya
    mera number likh lo
    mujhe list mein daal do
    list bhej do
    deewar hata sakte ho kya
    purani chhat hata di hai
    naam badalna hai
    haan
    nahi
    theek hai
    accha
    dhanyavaad
    main busy hoon
    baad mein baat karte hain
    mujhe sochne do
    chaabi padosi ko de do
    price bahut zyada hai
    koi baat nahi
    kab se start hoga
    start kab karein
    papers mein help chahiye
    loan ki info chahiye
    humne pichle saal dekhna chhod diya
    phone kat gaya tha
    network nahi tha
    woh ghar bik gaya kya
    kitne ka hai
    site visit karni hai
    abhi message mat bhejo
    raat ko message mat bhejna`,
};

const sentencesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe.each(Object.entries(INNOCENT))('%s that is no opt-out', (_language, text) => {
  const sentences = sentencesOf(text);

  it('is there in number', () => {
    expect(new Set(sentences).size).toBeGreaterThanOrEqual(60);
  });

  it.each(sentences)('%s', (sentence) => {
    for (const written of [sentence, `${sentence}.`, sentence.toUpperCase(), `  ${sentence} 🙂`]) {
      expect([written, optOutCommandOf(written, 'SPEECH')]).toEqual([written, null]);
      expect([written, optOutCommandOf(written, 'TEXT')]).toEqual([written, null]);
    }
  });
});
