import { factsIn, fieldsOf } from '../../../test/support/dialogue-lines';

const SONGS = fieldsOf(
  'song_name: Name of the song',
  'artist: Name of the artist the song is performed by',
  'album: Album the song belongs to',
  'genre: Genre of the song',
  'year: Year in which the song was released | 2017, 2018, 2019',
  'device: Device to play the song on | TV, Kitchen speaker',
);
const FILMS = fieldsOf(
  'title: Title of the movie',
  'genre: Genre of the movie',
  'directed_by: Name of the director of the movie',
);

describe('songs and films', () => {
  it.each<[string, Record<string, string>]>([
    ['S: How about Low Tide by Lena Harlow from the album Salt Roads?', { song_name: 'Low Tide' }],
    [
      'S: I recommend All the Quiet Mornings by Lena Harlow on her album Salt Roads.',
      { song_name: 'All the Quiet Mornings' },
    ],
    ['S: How about Harbour Music by Lena Harlow?', { song_name: 'Harbour Music' }],
  ])('are taken up, and not who made them nor what they are part of: %s', (offer, found) => {
    expect(factsIn(SONGS, offer, 'U: I like that one.')).toEqual(found);
  });

  it.each<[string, Record<string, string>]>([
    ['Find me songs like Lena Harlow.', { artist: 'Lena Harlow' }],
    ['What else do you have like Harlow songs?', { artist: 'Harlow' }],
    ['I like their album Wave Me In.', { album: 'Wave Me In' }],
    ['Find me a song from 2018.', { year: '2018' }],
  ])('are looked for by whose they are: %s', (said, found) => {
    expect(factsIn(SONGS, `U: ${said}`)).toMatchObject(found);
  });

  it.each(['the Kitchen speaker', 'the Kitchen Speaker'])('are no part of where they are played: on %s', (device) => {
    expect(factsIn(SONGS, `S: Please confirm: play the song Low Tide on ${device}.`, 'U: Yes.')).toEqual({
      song_name: 'Low Tide',
      device: 'Kitchen speaker',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['I would rather watch Catch a Falling Kite.', { title: 'Catch a Falling Kite' }],
    ['I want to watch The Drowned World.', { title: 'The Drowned World' }],
    ['I want to watch Kestrel. Who directed Kestrel?', { title: 'Kestrel' }],
  ])('have the whole of their titles: %s', (said, found) => {
    expect(factsIn(FILMS, `U: ${said}`)).toEqual(found);
  });

  it('are shown at a theatre, which is no film', () => {
    const shows = fieldsOf('movie_name: Name of the movie', 'theater_name: Name of the theatre');
    expect(factsIn(shows, 'U: I want to see Kestrel at Orion Meadows.')).toEqual({
      movie_name: 'Kestrel',
      theater_name: 'Orion Meadows',
    });
  });
});

describe('names with more to them', () => {
  it.each<[string, string, string]>([
    [
      'hotel_name: Name of the hotel',
      'S: How about Gable Ulmstead - A Retreat By Elder?',
      'Gable Ulmstead - A Retreat By Elder',
    ],
    ['hotel_name: Name of the hotel', 'S: 45 Elder Lane is a nice hotel.', '45 Elder Lane'],
    ['property_name: Name of the apartment', 'S: Linden Ridge Apartment is a good one.', 'Linden Ridge Apartment'],
    [
      'stylist_name: Name of the hair stylist/salon',
      'S: In that Linden Hair Studio is an excellent one.',
      'Linden Hair Studio',
    ],
  ])('%s: %s', (field, offer, name) => {
    expect(factsIn(fieldsOf(field), offer, 'U: Thats really great.')).toEqual({
      [field.replace(/:.*/, '')]: name,
    });
  });

  it('keep the name they had where only the noun of the field is added', () => {
    const lines = [
      'S: How about Gable Ulmstead?',
      'U: Great.',
      'S: You want the Gable Ulmstead Hotel, is that correct?',
      'U: Yes.',
    ];
    expect(factsIn(fieldsOf('hotel_name: Name of the hotel'), ...lines)).toEqual({ hotel_name: 'Gable Ulmstead' });
  });

  it('are told of a practice by where one goes', () => {
    expect(
      factsIn(
        fieldsOf('dentist_name: Name of the dentist'),
        'S: Which one?',
        'U: I want to be seen at Elder Smiles Health.',
      ),
    ).toEqual({
      dentist_name: 'Elder Smiles Health',
    });
  });

  it('are none in an address', () => {
    const fields = fieldsOf('event_name: Name of event');
    expect(factsIn(fields, 'S: The address is 12 elder Street.', 'U: Sounds good.')).toEqual({});
  });
});

describe('values in a sentence', () => {
  const RENTALS = fieldsOf(
    'car_type: Type of car for rental | Compact, Standard, Full-size',
    'pickup_city: City in which to pick up rental car',
    'pickup_date: Date of pickup for car rental',
    'pickup_location: Pickup location for car rental',
  );

  it.each<[string[], Record<string, string>]>([
    [['U: I want a standard on Friday.'], { car_type: 'Standard', pickup_date: 'Friday' }],
    [
      ['S: Renting a compact car for Friday.', 'U: Cool, what does it cost?'],
      { car_type: 'Compact', pickup_date: 'Friday' },
    ],
    [['S: You get a compact one. Is this what you want?', 'U: Yes.'], { car_type: 'Compact' }],
    [['U: On Friday.', 'S: I have Monday.', 'U: Monday is too soon. Friday.'], { pickup_date: 'Friday' }],
    [
      ['S: To confirm: you pick up the compact Fiat Panda at Elder Station.', 'U: Yes.'],
      { car_type: 'Compact', pickup_location: 'Elder Station' },
    ],
    [['S: Where?', 'U: At the Sunnyside Park station.'], { pickup_location: 'the Sunnyside Park station' }],
  ])('%j', (lines, found) => {
    expect(factsIn(RENTALS, ...lines)).toEqual(found);
  });

  it('are of the journey to a town where only one is asked for', () => {
    const trip = fieldsOf('origin: City of departure', 'destination: City of arrival');
    expect(factsIn(trip, 'S: For which city?', 'U: Make it Ulmstead.')).toEqual({ destination: 'Ulmstead' });
  });

  it('of a closed list are replaced by a narrower one', () => {
    const fares = fieldsOf('fare: Type of fare | Economy, Economy extra');
    expect(
      factsIn(fares, 'U: Economy extra please.', 'S: Please confirm: an Economy fare.', 'U: Works for me.'),
    ).toEqual({
      fare: 'Economy',
    });
  });

  it.each(['fish', 'noodles', 'burger'])('are dishes too: %s', (dish) => {
    const food = fieldsOf('cuisine: Cuisine of food served in the restaurant');
    expect(factsIn(food, 'S: What do you like?', `U: Anywhere that serves ${dish} would be perfect.`)).toEqual({
      cuisine: dish,
    });
  });
});
