import { isolateLeftToRight, withoutDirectionMarks } from './isolate-left-to-right';

const marked = (text: string): string => isolateLeftToRight(text).replaceAll('\u2068', '<').replaceAll('\u2069', '>');

describe('isolateLeftToRight', () => {
  it.each([
    ['اتصل على +971 50 123 4567 اليوم', 'اتصل على <+971 50 123 4567> اليوم'],
    ['الموقع https://acme.example/a?b=1 هنا', 'الموقع https://acme.example/a?b=1 هنا'],
    ['انظر www.acme.example.', 'انظر www.acme.example.'],
    ['راسلنا sales@acme.example شكرا', 'راسلنا <sales@acme.example> شكرا'],
    ['شقة في Dubai Marina Tower 2 متاحة', 'شقة في <Dubai Marina Tower 2> متاحة'],
    ['السعر 1,200,000 درهم', 'السعر <1,200,000> درهم'],
    ['موعدنا 10:30 غدا', 'موعدنا <10:30> غدا'],
    ['غرفتان و 3 حمامات', 'غرفتان و 3 حمامات'],
    ['سجّلت طلبك برقم 4F9A-02C7.', 'سجّلت طلبك برقم <4F9A-02C7>.'],
    ['طلبك 4190-02C7 أو 0207-4193', 'طلبك <4190-02C7> أو <0207-4193>'],
    ['السعر AED 450,000 أو $1,200.50 فقط', 'السعر <AED 450,000> أو <$1,200.50> فقط'],
    ['اتصل على ٠٥٠ ١٢٣ ٤٥٦٧', 'اتصل على <٠٥٠ ١٢٣ ٤٥٦٧>'],
    ['ادفع على bit.ly/x، وزر Acme acme.com/a هنا', 'ادفع على bit.ly/x، وزر <Acme> acme.com/a هنا'],
    ['Acme Homes: أهلا', '<Acme Homes>: أهلا'],
    ['أرسل STOP لإيقاف الرسائل', 'أرسل <STOP> لإيقاف الرسائل'],
  ])('%s', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each(['Call +1 800 555 0199', '', '42', 'नमस्ते call 12345678'])('leaves %j alone', (text) => {
    expect(isolateLeftToRight(text)).toBe(text);
  });

  it('does the same when called twice, and changes no visible character', () => {
    const text = 'السعر 1,200,000 AED، اتصل 050 123 4567 أو زر acme.example';
    const once = isolateLeftToRight(text);
    expect(isolateLeftToRight(once)).toBe(once);
    expect(withoutDirectionMarks(once)).toBe(text);
  });

  it('keeps an Arabic text Arabic that begins with an address', () => {
    const text = 'acme.example/x هنا الموقع';
    expect(isolateLeftToRight(text)).toBe(`\u200f${text}`);
    expect(isolateLeftToRight(`\u200f${text}`)).toBe(`\u200f${text}`);
  });
});
