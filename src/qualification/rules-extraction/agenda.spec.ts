import { factsIn, fieldsOf } from '../../../test/support/dialogue-lines';

const AGENDA = fieldsOf(
  'event_name: Title of event',
  'event_date: Date of event or for checking availability',
  'event_time: Start time of event',
  'event_location: Location of event',
);
const ASKED = 'S: What is the event called?';

describe('what stands in a calendar', () => {
  it.each<[string, string]>([
    ['Lena Harlow concert', 'Lena Harlow concert'],
    ['The Long Sunday concert at 12 Elder Road.', 'Long Sunday concert'],
    ['It is a 3 pm plumber appointment.', 'plumber appointment'],
    ['Add my choir rehearsal please.', 'choir rehearsal'],
    [
      'A checkup with Mina is it: Dentist appointment with Dr. Mina F. Abazari.',
      'Dentist appointment with Dr. Mina F. Abazari',
    ],
  ])('is called by what it is: %s', (said, name) => {
    expect(factsIn(AGENDA, ASKED, `U: ${said}`)).toMatchObject({ event_name: name });
  });

  it('is what was last told of it, with its hour and day', () => {
    expect(
      factsIn(
        AGENDA,
        'U: Do I have any events on March 2nd?',
        'S: There is a Doctor appointment at 9 am.',
        'U: Is there anything planned for March 4th?',
        'S: You have a tailor appointment at 11 am.',
        'U: That is fine.',
      ),
    ).toMatchObject({ event_name: 'tailor appointment', event_date: 'March 4th', event_time: '11 am' });
  });

  it('is called without its kind where another field holds the kind', () => {
    const events = fieldsOf('event_name: Name of event', 'event_type: Type of event | Music, Sports');
    expect(factsIn(events, 'U: I want tickets to the Lena Harlow concert.')).toMatchObject({
      event_name: 'the Lena Harlow',
    });
  });

  it('ends before the day it is on', () => {
    expect(
      factsIn(AGENDA, 'S: Please confirm: you create an event called Piano Lesson next Friday.', 'U: Yes.'),
    ).toMatchObject({
      event_name: 'Piano Lesson',
    });
  });

  it('has no hour by the stretch of time that is free', () => {
    expect(factsIn(AGENDA, 'S: You are available from 8 am to 11 am.', 'U: Great.')).toEqual({});
  });
});
