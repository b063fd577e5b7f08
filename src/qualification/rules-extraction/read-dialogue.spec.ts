import { factsIn, fieldsOf } from '../../../test/support/dialogue-lines';

describe('problems and interests', () => {
  const fields = fieldsOf(
    'pain_points: Problems the person needs to have solved with their phone system',
    'service_interest: What service the person needs and is interested in',
  );

  it.each([
    ['S: When do you need it?', 'U: By the end of March.'],
    ['S: How many phones do you need for your system?', 'U: A dozen or so.'],
    ['S: Do you need my number?', 'U: I have it.'],
    ['S: Which phone system do you have?', 'U: The one from the landlord.'],
    ['S: Is there any other problem?', 'U: Not really.'],
  ])('are not told by the answer to another question: %s %s', (...lines) => {
    expect(factsIn(fields, ...lines)).toEqual({});
  });

  it.each<[string, string, string]>([
    ['pain_points', 'S: What challenges do you have with it?', 'U: Nobody can hear us.'],
    ['pain_points', 'S: What bothers you most?', 'U: Nobody can hear us.'],
    ['service_interest', 'S: What services are you interested in?', 'U: Nobody can hear us.'],
  ])('%s is told by the whole answer to %s', (field, ...lines) => {
    expect(factsIn(fields, ...lines)).toEqual({ [field]: 'Nobody can hear us' });
  });
});

describe('what the agent says of itself', () => {
  const fields = fieldsOf(
    'location: Where the person wants it',
    'company_name: Name of the company',
    'contact_name: Full name of the person',
  );

  it.each([
    'S: Hello, this is Sara from Acme Homes. Do you have two minutes?',
    'S: Hi, I am Tom Weller of Bright Roofs in Denver. Is this a good time?',
    'S: I am calling from Northgate Insurance in Leeds. Can I ask you something?',
    'S: Hello, Pinnacle Homes in Austin, do you have a minute?',
    'S: We have offices in London and Paris. May I ask what you are looking for?',
    'S: Our head office is in Boston, you are in good hands. Shall we go on?',
    'S: Most of our clients came from Madrid this year. Shall we go on?',
  ])('is not taken up by a yes: %s', (greeting) => {
    expect(factsIn(fields, greeting, 'U: Yes, okay.')).toEqual({});
  });

  it.each<[string, string]>([
    ['S: How about something in Dubai Marina?', 'Dubai Marina'],
    ['S: There are some nice ones in Dubai Marina.', 'Dubai Marina'],
    ['S: This is Sara from Acme Homes. Would you like to live in Dubai Marina?', 'Dubai Marina'],
  ])('takes nothing from what it offers: %s', (offer, location) => {
    expect(factsIn(fields.slice(0, 1), offer, 'U: Yes, sounds good.')).toEqual({ location });
  });
});

describe('numbers', () => {
  const fields = fieldsOf(
    'adults: Number of adults',
    'rooms: Number of rooms',
    'bedrooms: Number of bedrooms',
    'home_size: Size of the home in square feet',
    'address: Street address of the home',
    'budget: Maximum budget, as a plain number',
  );

  it.each<[string, Record<string, string>]>([
    ['A family of four, two adults.', { adults: '2' }],
    ['We are six, two bedrooms.', { adults: '6', bedrooms: '2' }],
    ['In 2026, 3 bedrooms.', { bedrooms: '3' }],
    ['For 6. 2 rooms please.', { adults: '6', rooms: '2' }],
    ['My budget is one million, two hundred thousand.', { budget: '1200000' }],
    ['About 1.1 million.', { budget: '1100000' }],
    ['It has 1,800 square feet.', { home_size: '1800' }],
    ['It has 1500 sq ft, 5 minutes of the court.', { home_size: '1500' }],
    ['It is a 20 minutes drive.', {}],
    ['I am at 48 Elm Street, Denver.', { address: '48 Elm Street, Denver' }],
    ['I am at 5 main street', { address: '5 main street' }],
  ])('end where the words make a stop: %s', (said, found) => {
    expect(factsIn(fields, 'S: Go on.', `U: ${said}`)).toEqual(found);
  });
});

describe('names', () => {
  const fields = fieldsOf(
    'customer_name: Full name of the customer',
    'restaurant: Name of the restaurant',
    'city: City of the restaurant',
    'party_size: Number of people in the reservation',
  );

  it.each(['We usually travel with Ryanair.', 'I had a demo with Zendesk.', 'We paid it to Barclays.'])(
    'of who speaks stay what they were: %s',
    (said) => {
      expect(factsIn(fields, 'U: Hi, this is Anna Bell.', 'S: Go on.', `U: ${said}`)).toMatchObject({
        customer_name: 'Anna Bell',
      });
      expect(factsIn(fields.slice(0, 1), 'S: Go on.', `U: ${said}`)).toEqual({});
    },
  );

  it('are replaced by another introduction and by the answer to who it is', () => {
    const first = 'U: Hi, this is Anna Bell.';
    expect(factsIn(fields, first, 'S: Hello.', 'U: Sorry, my name is Anna Hall.')).toMatchObject({
      customer_name: 'Anna Hall',
    });
    expect(factsIn(fields, first, 'S: What is the full name of the customer?', 'U: Nora Hall.')).toMatchObject({
      customer_name: 'Nora Hall',
    });
  });

  it('may be of another where the field is', () => {
    const others = fieldsOf('receiver: Name of the recipient of the payment', 'doctor_name: Name of the doctor');
    expect(factsIn(others.slice(0, 1), 'S: Go on.', 'U: Send twenty dollars to Emma.')).toEqual({ receiver: 'Emma' });
    expect(factsIn(others.slice(1), 'S: Go on.', 'U: I want to be seen with Nora Hall.')).toEqual({
      doctor_name: 'Nora Hall',
    });
  });

  it('are not the table they are asked for', () => {
    const booking = ['U: Table for 4 at Nobu.', 'S: For when?', 'U: Table for two please, reservation at 7 pm.'];
    expect(factsIn(fields, ...booking)).toEqual({ restaurant: 'Nobu', party_size: '2' });
    expect(factsIn(fields, 'S: Go on.', 'U: Dinner at Table Nine.')).toEqual({ restaurant: 'Table Nine' });
  });

  it('are two where each has its own article', () => {
    const hotel = fieldsOf('hotel-name: name of the hotel');
    const [one] = Object.values(
      factsIn(hotel, 'S: I found the Lensfield Hotel and the Gonville.', 'U: The Lensfield Hotel sounds good.'),
    );
    expect(one).toMatch(/^(?:the )?Lensfield Hotel$/i);
  });
});

it('an address is more than one word', () => {
  const fields = fieldsOf('address: Street address of the home');
  expect(factsIn(fields, 'S: Drive or street?', 'U: Street.')).toEqual({});
});

describe('how long, when and by when', () => {
  const stay = ['hotel-bookstay: length of stay at the hotel | 1, 2, 3, 4', 'hotel-bookpeople: number of people'];

  it.each<[string, string, Record<string, string>]>([
    [stay[0] ?? '', 'For two people, 3 nights please.', { 'hotel-bookstay': '3', 'hotel-bookpeople': '2' }],
    [stay[0] ?? '', 'We want to stay 4 days.', { 'hotel-bookstay': '4' }],
    [stay[0] ?? '', 'Two weeks.', {}],
    ['trip_length: Length of the trip', '12 nights.', { trip_length: '12' }],
    ['trip_duration: How long the trip takes', 'For two weeks.', { trip_duration: 'two weeks' }],
    ['number_of_days: Number of days to rent the car', 'For two weeks.', {}],
    ['flight_duration: Duration of the flight in hours', 'We stay 3 nights.', {}],
  ])('%s: %s', (field, said, found) => {
    const fields = fieldsOf(field, stay[1] ?? '');
    expect(factsIn(fields, 'S: How long would you like to stay?', `U: ${said}`)).toEqual(found);
  });

  it.each<[string, string]>([
    ['In August.', 'August'],
    ['In two weeks, I think.', 'In two weeks'],
    ['Early September.', 'Early September'],
    ['Early September, maybe the 3rd.', '3rd'],
    ['At the end of October.', 'the end of October'],
    ['As soon as possible.', 'As soon as possible'],
    ['Next summer.', 'Next summer'],
    ['Once my lease is up.', 'Once my lease is up'],
  ])('is told without a day too: %s', (said, move_date) => {
    const fields = fieldsOf('move_date: When the person plans to move');
    expect(factsIn(fields, 'S: When do you plan to move?', `U: ${said}`)).toEqual({ move_date });
  });

  it.each(['This may take a while.', 'I live in May Street.', 'Call me as soon as possible.', 'We fall for it.'])(
    'is not told by %s',
    (said) => {
      expect(factsIn(fieldsOf('move_date: When the person plans to move'), 'S: Go on.', `U: ${said}`)).toEqual({});
    },
  );

  it.each<[string, Record<string, string>]>([
    ['I have to be there by 14:45.', { arrival_time: '14:45' }],
    ['I want to get there before 9 am.', { arrival_time: '9 am' }],
    ['I must be in Cambridge by 10:15.', { arrival_time: '10:15' }],
    ['I want to leave by 8:15.', { departure_time: '8:15' }],
    ['Leaving after 8:15, and I need to be home by 14:45.', { departure_time: '8:15', arrival_time: '14:45' }],
  ])('is an arrival where somebody has to be somewhere: %s', (said, found) => {
    const fields = fieldsOf('departure_time: Time the train leaves', 'arrival_time: Time the train arrives');
    expect(factsIn(fields, 'S: Go on.', `U: ${said}`)).toEqual(found);
  });
});

describe('yes and no', () => {
  const fields = fieldsOf(
    'is_owner: Whether the person owns the home | true, false',
    'wants_callback: Whether the person would like a callback | true, false',
    'preapproved: Whether the buyer is approved for a mortgage | true, false',
    'has_accidents: Whether there was an accident or claim in the last years | true, false',
    'has_insurance: Whether the person has insurance now | true, false',
  );

  it.each<[string, string, Record<string, string>]>([
    ['Do you own the home?', 'Yes I do.', { is_owner: 'true' }],
    ['Are you the owner?', 'No, we rent.', { is_owner: 'false' }],
    ['Would you like somebody to call you back?', 'Yes please.', { wants_callback: 'true' }],
    ['Shall we ring you back?', 'No thanks.', { wants_callback: 'false' }],
    ['Are you pre-approved?', 'Yes.', { preapproved: 'true' }],
    ['Any claims?', 'Yeah one.', { has_accidents: 'true' }],
    ['Any accidents?', 'None.', { has_accidents: 'false' }],
    ['Are you covered right now?', 'Not yet.', { has_insurance: 'false' }],
    ['Do you have your own desk?', 'Yes I do.', {}],
    ['Is the home in a town with a mortgage bank that has claims?', 'Yes.', {}],
    ['Shall I book somebody for the claim?', 'Yes.', {}],
  ])('%s %s', (question, answer, found) => {
    expect(factsIn(fields, `S: ${question}`, `U: ${answer}`)).toEqual(found);
  });

  it.each<[string, string | undefined]>([
    ['I want an expensive hotel in the south, it does not need internet.', 'no'],
    ['A cheap hotel to stay at, no need for internet.', 'no'],
    ['I do not care about internet but the hotel has to be cheap.', undefined],
    ['Whether the hotel has internet does not matter.', undefined],
    ['I want a hotel with internet, and the area does not matter.', 'yes'],
  ])('are meant for what they stand by: %s', (said, internet) => {
    const hotel = fieldsOf('hotel-internet: whether the hotel has internet | free, no, yes');
    expect(factsIn(hotel, `U: ${said}`)).toEqual(internet === undefined ? {} : { 'hotel-internet': internet });
  });
});

describe('values of a list', () => {
  const fields = fieldsOf(
    'service: Type of work needed | plumbing, electrical, roofing, landscaping, moving, parking',
    'insurance_type: Type of insurance wanted | auto, home, life',
    'day: Day of the visit | monday, tuesday, wednesday, thursday, friday, saturday, sunday',
    'transmission: Transmission of the car | auto, manual',
  );

  it.each<[string, Record<string, string>]>([
    ['I need a plumber.', { service: 'plumbing' }],
    ['There is a hole in my roof.', { service: 'roofing' }],
    ['Send us an electrician on Thurs please.', { service: 'electrical', day: 'thursday' }],
    ['We look for landscapers or somebody who landscapes, Tues or so.', { service: 'landscaping', day: 'tuesday' }],
    ['We need movers, Sat would be fine.', { service: 'moving', day: 'saturday' }],
    ['I want to insure my car.', { insurance_type: 'auto' }],
    ['I would like insurance for the house.', { insurance_type: 'home' }],
    ['We live near the park with a car, in the sun.', {}],
    ['It has a nice roof.', {}],
  ])('are told in other forms and words: %s', (said, found) => {
    expect(factsIn(fields, 'S: Go on.', `U: ${said}`)).toEqual(found);
  });

  it('are told by what they stand on where they are asked for', () => {
    expect(factsIn(fields, 'S: Which type of work is needed?', 'U: The roof.')).toEqual({ service: 'roofing' });
    expect(factsIn(fields, 'S: Which type of insurance is wanted?', 'U: My car.')).toMatchObject({
      insurance_type: 'auto',
    });
  });

  it('are not told by a word for two of them, or too wide for one', () => {
    const pets = fieldsOf('pet: Kind of pet | dog, cat', 'hotel-type: type of the hotel | hotel, guesthouse');
    expect(factsIn(pets, 'S: Go on.', 'U: I need a place to stay with my pet.')).toEqual({});
  });
});
