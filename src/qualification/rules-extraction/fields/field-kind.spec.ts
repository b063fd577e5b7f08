import { kindOf } from './field-kind';
import { nameWords } from './field-profile';

it.each<[string, string, string]>([
  ['name_of_apartment', 'Apartment or condo name', 'NAME'],
  ['title_of_event', 'Advertised title for the event', 'NAME'],
  ['name_or_alias', 'The name by which the hotel is known', 'NAME'],
  ['performer_or_match', 'Which band is performing or teams are playing', 'NAME'],
  ['theatre', 'Name of the movie house', 'NAME'],
  ['name_of_doctor', "Doctor's name", 'PERSON'],
  ['practitioner_name', 'Name of the dental provider', 'PERSON'],
  ['practice_name', 'Business name of the medical practice', 'PERSON'],
  ['city_of_apartment', 'City-level location of the apartment', 'PLACE'],
  ['departure_city_name', 'City the outbound flight is flying from', 'PLACE'],
  ['whereabouts', 'City or metro area where the hotel is', 'PLACE'],
  ['day_of_appointment', 'Day and month of reserved time slot', 'DATE'],
  ['type_of_food', 'Primary cuisine offered', 'CHOICE'],
])('%s (%s) holds a %s', (name, description, kind) => {
  expect(kindOf({ name, description }, nameWords(name))).toBe(kind);
});
