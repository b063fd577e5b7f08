import { factsIn, fieldsOf } from '../../../test/support/dialogue-lines';
import { candidatesIn } from './finders/candidates';

const HOMES = fieldsOf(
  'area: City where the apartment is located',
  'property_name: Name of the apartment',
  'furnished: Boolean flag indicating if the property is furnished | True, False',
  'visit_date: Date for the visit to the apartment',
);
const SALONS = fieldsOf(
  'stylist_name: Name of the hair stylist/salon',
  'is_unisex: Boolean flag indicating if the salon is unisex | True, False',
  'city: City where the salon is located',
  'appointment_date: Date for the appointment',
);
const DOCTORS = fieldsOf(
  'doctor_name: Name of the doctor or the medical practice',
  'city: City where the doctor is located',
  'type: Speciality of the doctor | Dermatologist, General Practitioner',
);
const FILMS = fieldsOf('theater_name: Name of the theatre', 'movie_name: Name of the movie');
const MATCHES = fieldsOf('event_name: Name of match or artist for event', 'city: City where the event takes place');
const RENTALS = fieldsOf(
  'car_type: Type of car for rental | Compact, Standard, Full-size',
  'pickup_city: City in which to pick up rental car',
);
const STAYS = fieldsOf(
  'check_in_date: Start date for the reservation or to find the house',
  'check_out_date: End date for the reservation or to find the house',
);
const TAKEN = 'U: That sounds like a good one.';

describe('a house that is offered', () => {
  it.each<[string, string]>([
    ['S: At 12 Elder Road there is this one: Linden North Apartments, with two bedrooms.', 'Linden North Apartments'],
    ['S: I have found Linden Apartments as an option, and it is located at 12 Elder Road #5.', 'Linden Apartments'],
    ['S: There are 3 flats in Linden Apartments at 12 Elder Road.', 'Linden Apartments'],
    ['S: Linden Holdings is a nice property located at 12 Elder Road.', 'Linden Holdings'],
    ['S: Lindens at Stone Creek has one bedroom and one bath.', 'Lindens at Stone Creek'],
    ['S: How about 12 Elder Road?', '12 Elder Road'],
  ])('is known by its name, and by its address where it has none: %s', (offer, name) => {
    expect(factsIn(HOMES, offer, TAKEN)).toEqual({ property_name: name });
  });

  it('is no city for being visited', () => {
    const facts = factsIn(
      HOMES,
      'S: I have you down to visit Linden Court Apartments on March 9th, is that right?',
      'U: Yes, perfect.',
    );
    expect(facts).toEqual({ property_name: 'Linden Court Apartments', visit_date: 'March 9th' });
  });

  it.each([
    'That is cool.',
    'It suits me well.',
    'I like the sound of that.',
    'This looks very nice.',
    'That seems reasonable.',
  ])('is taken up by %s', (answer) => {
    expect(factsIn(HOMES, 'S: How about Linden Apartments?', `U: ${answer}`)).toEqual({
      property_name: 'Linden Apartments',
    });
  });

  it.each(['Find me someone else.', 'Could you find somebody else?', 'Are there any additional apartments?'])(
    'is not by %s',
    (answer) => {
      expect(factsIn(HOMES, 'S: How about Linden Apartments?', `U: ${answer}`)).toEqual({});
    },
  );

  it('is taken up turns later, though an hour was spoken of since', () => {
    const facts = factsIn(
      SALONS,
      'S: Scissor Lane is also in Napa.',
      'U: How is it rated?',
      'S: It has 4 stars. It opens at 9 am.',
      'U: Sounds good.',
    );
    expect(facts).toMatchObject({ stylist_name: 'Scissor Lane' });
  });
});

describe('names as they are written', () => {
  it.each<[string, string]>([
    ['S: How about Harbour barber shop, also in Napa?', 'Harbour barber shop'],
    ['S: In Napa there is 30Th Salon And Barber.', '30Th Salon And Barber'],
    ['S: 1812 Barber shop is good.', '1812 Barber shop'],
    ['S: Great Curls is a nice salon in Napa.', 'Great Curls'],
  ])('of salons: %s', (offer, name) => {
    expect(factsIn(SALONS, offer, TAKEN)).toMatchObject({ stylist_name: name });
  });

  it.each<[string, string]>([
    ['S: I found Nora R. Birk, M.D. in Napa.', 'Nora R. Birk, M.D.'],
    ['S: There is one General Practitioner Birk Nora MD in Napa.', 'Birk Nora MD'],
    ['S: How about Napa Family Practice: Birk Nora MD in Napa?', 'Napa Family Practice: Birk Nora MD'],
  ])('of doctors: %s', (offer, name) => {
    expect(factsIn(DOCTORS, offer, TAKEN)).toMatchObject({ doctor_name: name });
  });

  it('are not what is one of a list, what is praised, or a place in small letters', () => {
    expect(factsIn(DOCTORS, 'U: I need a check with a General Practitioner in pleasant hill.')).toEqual({
      type: 'General Practitioner',
      city: 'pleasant hill',
    });
    expect(factsIn(SALONS, 'S: What is the name of the salon?', 'U: Sounds good to me.')).toEqual({});
    expect(factsIn(SALONS, 'U: I like a salon in castro Valley.')).toEqual({ city: 'castro Valley' });
  });
});

describe('one of several', () => {
  const shown = 'S: What about Quiet Rivers, The Ferryman and Lantern Street?';

  it.each(['The Ferryman will do.', 'When is The Ferryman playing?'])('is taken by its name: %s', (answer) => {
    expect(factsIn(FILMS, shown, `U: ${answer}`)).toEqual({ movie_name: 'The Ferryman' });
  });

  it('stays taken when more of it is told', () => {
    const lines = [shown, 'U: Is The Ferryman on today?', 'S: Yes, at 3 pm in Roxy Cinema.', 'U: Sounds good.'];
    expect(factsIn(FILMS, ...lines)).toMatchObject({ movie_name: 'The Ferryman' });
  });

  it.each<[string, string]>([
    ['S: How about the Otters Vs Herons at Mill Field?', 'the Otters Vs Herons'],
    ['S: There is one event at Mill Stadium. It is the Otters Vs Herons.', 'the Otters Vs Herons'],
  ])('is not the place where it is: %s', (offer, name) => {
    expect(factsIn(MATCHES, offer, TAKEN)).toEqual({ event_name: name });
  });
});

describe('what goes with it', () => {
  it.each(['U: I would like a standard car.', 'S: So a Standard car, is that right?'])('is of a kind: %s', (line) => {
    expect(factsIn(RENTALS, line, 'U: Yes.')).toEqual({ car_type: 'Standard' });
  });

  it.each<[string, string, string]>([
    ['Checking in this Sunday and leaving March 13th', 'this Sunday', 'March 13th'],
    ['I arrive on the 1st, and leave on March 10th', 'the 1st', 'March 10th'],
    ['Change the Check-out to March 6th and Check-in to March 4th', 'March 4th', 'March 6th'],
  ])('is from when and until when: %s', (said, from, until) => {
    expect(factsIn(STAYS, `U: ${said}.`)).toEqual({ check_in_date: from, check_out_date: until });
  });

  it.each<[string, Record<string, string>]>([
    ['U: Is there a unisex salon in the area?', { is_unisex: 'True' }],
    ['U: Is there any other salon that is unisex?', { is_unisex: 'True' }],
    ['U: I want one for men and women.', { is_unisex: 'True' }],
    ['U: I also need to know if it is unisex.', {}],
    ['U: Is it unisex?', {}],
  ])('is wished for, and not asked about: %s', (line, facts) => {
    expect(factsIn(SALONS, line)).toEqual(facts);
  });

  it('is told in spite of a slip of the pen', () => {
    expect(factsIn(HOMES, 'U: I am looking for a funished apartment.')).toEqual({ furnished: 'True' });
  });
});

describe('a farewell', () => {
  it.each([
    ['S: Anything else I can help you with today?', 'U: Yes, sounds good.'],
    ['U: Thank you very much, that is all for today.'],
    ['U: Thanks for helping me today.'],
  ])('names no day: %s', (...lines) => {
    expect(factsIn(SALONS, ...lines)).toEqual({});
  });
});

it('a turn that is nothing but names keeps nobody busy', () => {
  const said = 'Aa, Bb, '.repeat(500);
  expect(candidatesIn(said, { timeIsAsked: false, dayIsAsked: false }).length).toBeLessThanOrEqual(60);
  expect(factsIn(HOMES, `S: ${said}`, `U: ${said}`, 'U: I need it furnished.')).toMatchObject({ furnished: 'True' });
});
