import { lightArabic } from './light-arabic';
import { wordsOf, type Word } from './words';

/**
 * Everyday words of selling that mean the same, in English, Arabic, Hindi, and Arabic and Hindi in Latin letters: somebody asks for
 * the cost, and the document says price, or سعر. A word is in one group at most.
 */
const CONCEPTS: Readonly<Record<string, string>> = {
  price:
    'price prices priced pricing cost costs costing fee fees charge charges rate rates tariff سعر أسعار اسعار تكلفة تكاليف رسوم ثمن بكم कीमत दाम मूल्य शुल्क फीस kimat keemat qeemat daam kitne kitna se3r as3ar bekam bikam',
  pay: 'pay payment payments paying payable paid دفع الدفع ادفع مدفوعات سداد भुगतान पेमेंट bhugtan dafa3 adfa3',
  installment:
    'installment installments instalment instalments emi emis قسط أقساط تقسيط किस्त किस्तें ईएमआई kist kisht qist a2sat taqseet ta2seet',
  discount: 'discount discounts offer offers promotion deal rebate خصم خصومات عرض عروض छूट ऑफर chhoot chhut khasm 5asm',
  deposit: 'deposit downpayment advance token عربون مقدم دفعة مقدما अग्रिम बयाना डिपॉजिट advance 3arboon muqaddam',
  refund:
    'refund refunds refunded refundable reimbursement reimburse استرداد استرجاع ارجاع वापसी रिफंड wapas wapsi estirdad istirja3',
  cancel:
    'cancel cancels cancelled canceled cancelling cancellation terminate termination الغاء ألغي إلغاء रद्द कैंसिल raddh radd ilgha2 elgha2',
  place:
    'location located address situated place نقع يقع تقع موقع الموقع عنوان العنوان مكان पता स्थान लोकेशन pata kahan mawqe3 3enwan mogeh',
  hours:
    'hours timings timing opening closes closing schedule مواعيد أوقات ساعات समय घंटे टाइमिंग samay ghante mawa3eed awqat sa3at',
  buy: 'buy buying purchase purchasing bought acquire شراء اشتري أشتري खरीद खरीदना खरीदने khareed kharid kharidna shira2 ashtri',
  sell: 'sell selling sale sales sold resale resell بيع البيع أبيع बेच बेचना बिक्री bechna bikri bai3',
  rent: 'rent rental rents renting lease leasing letting tenancy ايجار إيجار تأجير استئجار किराया किराए kiraya ijar egar eejar',
  home: 'home homes house houses villa villas بيت منزل منازل فيلا فلل فيلات घर मकान विला ghar makan beit feela villat',
  flat: 'flat flats apartment apartments unit units شقة شقق وحدة وحدات फ्लैट अपार्टमेंट sha22a sha2a sho2a shaqqa',
  bedroom: 'bedroom bedrooms bhk غرفة غرف नوم कमरा कमरे बेडरूम kamra kamre ghorfa ghoraf',
  parking: 'parking garage garages موقف مواقف جراج كراج पार्किंग maw2ef mawqif garage',
  delivery:
    'delivery deliver delivered shipping ship shipment shipped dispatch توصيل شحن التوصيل डिलीवरी शिपिंग tawseel sha7n',
  handover: 'handover possession completion completed تسليم الاستلام استلام कब्जा पजेशन tasleem estelam kabza',
  warranty:
    'warranty warranties guarantee guarantees guaranteed ضمان الضمان كفالة वारंटी गारंटी daman kafala waranti garanti',
  repair:
    'repair repairs maintenance service servicing fix fixing صيانة إصلاح तصليح मरम्मत सर्विस रखरखाव siyana marammat',
  loan: 'loan loans mortgage mortgages finance financing financed تمويل قرض رهن लोन ऋण कर्ज karz tamweel qard',
  document:
    'document documents documentation paperwork papers وثائق مستندات أوراق وثيقة दस्तावेज कागजात डॉक्यूमेंट dastavez kaghzat awra2 wathaeq',
  book: 'book booking bookings reserve reserved reservation reservations حجز أحجز حجوزات बुकिंग बुक आरक्षण booking 7agz hagz 7ajz ahjez',
  appointment:
    'appointment appointments meeting meetings viewing viewings visit visits tour موعد زيارة معاينة मुलाकात विजिट अपॉइंटमेंट mulaqat maw3ed ziyara',
  contact: 'contact phone telephone call email reach اتصال تواصل هاتف رقم संपर्क फोन sampark raqam tawasol',
  pet: 'pet pets dog dogs cat cats animal animals حيوانات حيوان أليفة كلب قطة पालतू कुत्ता बिल्ली paltu 7ayawanat',
  school: 'school schools nursery nurseries مدرسة مدارس حضانة स्कूल विद्यालय madrasa madares',
  pool: 'pool pools swimming swim مسبح مسابح حمام سباحة स्विमिंग masba7',
  gym: 'gym fitness workout نادي رياضي جيم जिम व्यायाम',
  tax: 'tax taxes vat gst ضريبة ضرائب टैक्स जीएसटी dareeba daribah',
  insurance: 'insurance insured insure تأمين बीमा इंश्योरेंस bima ta2meen tameen',
  size: 'size sizes area sqft sqm feet metres meters مساحة مساحات متر क्षेत्रफल आकार साइज masa7a',
  duration: 'duration long period months weeks مدة فترة अवधि महीने muddat modda',
  return: 'return returns returning exchange إرجاع تبديل مرتجع लौटाना बदलना wapsi tabdeel',
  color: 'color colors colour colours لون ألوان रंग rang loon alwan',
  course: 'course courses class classes lesson lessons training دورة دورات درس دروس कोर्स कक्षा ट्रेनिंग dawra dorat',
  certificate: 'certificate certificates certification diploma شهادة شهادات प्रमाणपत्र सर्टिफिकेट shahada pramanpatra',
  doctor: 'doctor doctors physician dentist dentists طبيب أطباء دكتور डॉक्टर चिकित्सक daktor tabeeb',
  battery: 'battery batteries charger charging بطارية شحن बैटरी चार्जर battariya',
  trial: 'trial trials demo تجربة تجريبي تجريبية ट्रायल डेमो tajroba tagroba',
  start: 'start starts starting begin begins beginning commence يبدأ تبدأ بداية शुरू शुरुआत shuru yebda2',
  age: 'age ages old عمر العمر सن उम्र आयु umar 3omr',
};

const GROUPS: ReadonlyMap<string, string> = new Map(
  Object.entries(CONCEPTS).flatMap(([concept, words]) =>
    wordsOf(words).map((word): [string, string] => [keyOf(word), concept]),
  ),
);

/** The everyday meaning of a word, or null. */
export function conceptOf(word: Word): string | null {
  return GROUPS.get(keyOf(word)) ?? null;
}

function keyOf({ text, script }: Word): string {
  return script === 'ARABIC' ? lightArabic(text) : text;
}
