import { type ClaimCase, mayClaim } from './own-claims';

const PERSONA =
  'You are Maya and sell flats in Palm Towers, from 450,000 dollars. The towers have a pool on the roof.\n\nWe are open from 9 to 6.';

function may(question: string, reply: string, more: Partial<ClaimCase> = {}): boolean {
  return mayClaim(reply, {
    fresh: [question],
    company: [PERSONA, 'Acme Homes'],
    said: [{ speaker: 'LEAD', text: question }],
    action: 'NONE',
    ...more,
  });
}

describe('an answer without a passage is withheld when nobody said so', () => {
  it.each([
    ['Are pets allowed?', 'Yes, pets are welcome.'],
    ['Are pets allowed?', 'Yes.'],
    ['Are pets allowed?', 'Of course! Would you like to see one?'],
    ['Are pets allowed?', 'Thank you for asking! Pets are allowed in Palm Towers.'],
    ['Hello, who are you and are pets allowed?', 'I am Maya. Pets are welcome.'],
    ['Are you a robot? And are pets allowed?', 'I am an assistant. Yes, dogs are fine.'],
    ['Are children welcome?', 'Yes, they are welcome.'],
    ['Is there a gym?', 'Yes, the flats in Palm Towers share a gym with the pool.'],
    ['How far is the school?', 'It is five minutes on foot.'],
    ['tell me if the walls are soundproof', 'They are soundproof.'],
    ['هل يسمح بالحيوانات الأليفة؟', 'نعم، الحيوانات الأليفة مسموحة.'],
    ['هل يوجد نادي رياضي؟', 'نعم بالتأكيد.'],
    ['كم تبعد المدرسة؟', 'تبعد المدرسة خمس دقائق.'],
    ['क्या पालतू जानवर रख सकते हैं?', 'हाँ, रख सकते हैं।'],
    ['¿Se admiten perros?', 'Sí, se admiten.'],
  ])('%s – %s', (question, reply) => {
    expect(may(question, reply)).toBe(false);
  });

  it('whoever asked before, and whatever the lead says itself', () => {
    const said = [
      { speaker: 'LEAD', text: 'I have a dog. Pets are allowed, I heard.' },
      { speaker: 'AGENT', text: 'Do you have pets? A colleague will tell you about pets.' },
    ] as const;
    expect(may('Are pets allowed?', 'Yes, pets are allowed.', { said })).toBe(false);
  });
});

describe('an answer without a passage is given when', () => {
  it.each([
    ['What does it cost?', 'From 450,000 dollars.'],
    ['What does it cost?', 'It costs from 450,000 dollars.'],
    ['كم السعر؟', 'تبدأ الأسعار من 450,000 دولار.'],
    ['Is there a pool?', 'Yes, on the roof.'],
    ['هل يوجد مسبح؟', 'نعم، على السطح.'],
    ['What are the flats like?', 'They have a pool on the roof.'],
    ['When do you open?', 'At 9.'],
    ['Which one do you recommend?', 'The flats in Palm Towers with the pool.'],
    ['I have two kids and a boat. Is there a pool?', 'Yes, there is one on the roof.'],
  ])('the company’s own words cover it: %s – %s', (question, reply) => {
    expect(may(question, reply)).toBe(true);
  });

  it.each([
    ['Who are you?', 'I am Maya, the digital assistant of Acme Homes.'],
    ['Are you a robot?', 'I am an AI assistant of Acme Homes, and happy to help.'],
    ['Am I talking to a real person?', 'No, I am an AI assistant.'],
    ['What can you do?', 'I answer questions on our flats and arrange viewings.'],
    ['How are you today?', 'Very well, thank you!'],
    ['What is your name?', 'My name is Maya.'],
    ['Can you help me?', 'Of course! What are you looking for?'],
    ['Do you speak Arabic?', 'Yes, I do.'],
    ['Did you get my message?', 'Yes, I have it here.'],
    ['What did I say before?', 'You were looking for two bedrooms.'],
    ['What was my budget?', 'You spoke of 500k.'],
    ['Why do you need my budget?', 'So that I suggest what fits.'],
    ['How did you get my number?', 'You left it in our form.'],
    ['Are you there?', 'Yes, I am here.'],
    ['What happens next?', 'We find a day for a viewing.'],
    ['Good morning, how are you?', 'Good morning! All is well.'],
    ['من أنت؟', 'أنا مايا، المساعدة الرقمية.'],
    ['هل أنت روبوت؟', 'نعم، أنا مساعدة رقمية.'],
    ['كيف حالك؟', 'بخير، شكراً لك!'],
    ['ماذا يمكنك أن تفعل؟', 'أجيب عن أسئلتك عن الشقق.'],
    ['هل تتكلم العربية؟', 'نعم، بكل سرور.'],
    ['ما اسمك؟', 'اسمي مايا.'],
    ['ماذا قلت لك قبل؟', 'تبحث عن غرفتين.'],
    ['هل يمكنك أن تساعدني؟', 'طبعاً! عمّ تبحث؟'],
    ['आप कौन हैं?', 'मैं माया हूँ।'],
    ['¿Quién eres?', 'Soy Maya.'],
  ])('the question is about the conversation: %s – %s', (question, reply) => {
    expect(may(question, reply)).toBe(true);
  });

  it.each([
    ['Are pets allowed?', 'Thank you! How many pets do you have?'],
    ['Are pets allowed?', 'Thank you for your message! What are you looking for?'],
    ['Are pets allowed?', 'I do not know that for certain. Shall I have a colleague answer you?'],
    ['Are pets allowed?', 'A colleague will get back to you about that.'],
    ['Are pets allowed?', "Sorry, I'm not sure."],
    ['هل يسمح بالحيوانات؟', 'لا أعرف ذلك، هل تريد أن يجيبك أحد الزملاء؟'],
    ['هل يسمح بالحيوانات؟', 'شكراً على سؤالك! كم حيواناً لديك؟'],
    ['هل يسمح بالحيوانات؟', 'سيتواصل معك أحد الزملاء قريباً.'],
  ])('nothing is claimed: %s – %s', (question, reply) => {
    expect(may(question, reply)).toBe(true);
  });

  it('the company has said so in the thread', () => {
    const said = [
      { speaker: 'HUMAN', text: 'Yes, pets are fine with us.' },
      { speaker: 'AGENT', text: 'Done: you have an appointment on Thursday at 4 PM.' },
    ] as const;
    expect(may('And pets are really allowed?', 'Yes, pets are fine.', { said })).toBe(true);
    expect(may('When is the appointment?', 'On Thursday at 4 PM.', { said })).toBe(true);
    expect(may('متى الموعد؟', 'يوم الخميس الساعة الرابعة.', { said })).toBe(true);
  });

  it('a meeting is proposed', () => {
    const action = 'OFFER_MEETING';
    expect(may('Can I book a viewing?', 'Sure! Which day and time would suit you?', { action })).toBe(true);
    expect(may('هل يمكنني حجز زيارة؟', 'بالتأكيد! أي يوم يناسبك؟', { action })).toBe(true);
    expect(may('Are pets allowed?', 'Pets are welcome! Which day would suit you?', { action })).toBe(false);
  });
});
