import { factsIn, fieldsOf } from '../../../../test/support/dialogue-lines';

const CAR_AND_STAY = fieldsOf(
  'pickup_city: City in which to pick up rental car',
  'pickup_date: Date of pickup for car rental',
  'dropoff_date: End date of car rental reservation',
  'location: Location of the hotel',
  'hotel_name: Name of the hotel',
  'check_in_date: Start date for the hotel reservation',
  'check_out_date: End date for the hotel reservation',
);
const FIRST = ['U: I need a car in Ulmstead on the 3rd.', 'S: Until when?', 'U: Until the 5th of May.'];
const CAR = { pickup_city: 'Ulmstead', pickup_date: 'the 3rd', dropoff_date: '5th of May' };

describe('a second thing in one conversation', () => {
  it.each(['Now find me a hotel there.', 'I also want a hotel in that area.', 'Is there a good hotel nearby?'])(
    'is where the first was: %s',
    (said) => {
      expect(factsIn(CAR_AND_STAY, ...FIRST, `U: ${said}`)).toEqual({ ...CAR, location: 'Ulmstead' });
    },
  );

  it('is where the first was when one is taken that nobody told a place for', () => {
    const lines = ['U: I also want a hotel.', 'S: How about the Gable Inn?', 'U: That sounds good.'];
    expect(factsIn(CAR_AND_STAY, ...FIRST, ...lines)).toEqual({
      ...CAR,
      location: 'Ulmstead',
      hotel_name: 'the Gable Inn',
    });
  });

  it('has a place and days of its own where they are told', () => {
    const lines = ['U: I also want a hotel in Marlow Falls.', 'S: When?', 'U: From May 6th until May 9th.'];
    expect(factsIn(CAR_AND_STAY, ...FIRST, ...lines)).toEqual({
      ...CAR,
      location: 'Marlow Falls',
      check_in_date: 'May 6th',
      check_out_date: 'May 9th',
    });
  });

  it('leaves the place open while nothing points back', () => {
    expect(factsIn(CAR_AND_STAY, ...FIRST, 'U: I also want a hotel.')).toEqual(CAR);
  });

  it('takes no name from what is offered of the first', () => {
    const fields = fieldsOf('car_type: Type of car | Compact, Standard', 'property_name: Name of the apartment');
    expect(
      factsIn(fields, 'U: I need a car.', 'S: I found a compact car, a Fiat Panda.', 'U: Sounds great.'),
    ).not.toHaveProperty('property_name');
  });
});
