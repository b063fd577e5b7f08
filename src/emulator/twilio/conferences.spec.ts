import { parseTwiml, TwimlError } from './twiml';

const room = (attributes: string, name = 'room'): string =>
  `<Response><Dial action="/left"><Conference ${attributes}>${name}</Conference></Dial></Response>`;

describe('a document that dials a conference', () => {
  it('is read with the defaults of the service', () => {
    expect(parseTwiml(room(''))).toEqual([
      {
        verb: 'Dial',
        action: '/left',
        method: 'POST',
        conference: {
          name: 'room',
          startOnEnter: true,
          endOnExit: false,
          label: null,
          waitUrl: null,
          waitMethod: 'POST',
          statusCallback: null,
          statusCallbackMethod: 'POST',
          events: [],
        },
      },
    ]);
  });

  it('is read with all that is asked for', () => {
    const asked = room(
      'startConferenceOnEnter="false" endConferenceOnExit="true" participantLabel="caller" waitUrl="/hold" statusCallback="/room" statusCallbackEvent="start end join leave"',
    );
    expect(parseTwiml(asked)).toMatchObject([
      {
        conference: {
          startOnEnter: false,
          endOnExit: true,
          label: 'caller',
          events: ['start', 'end', 'join', 'leave'],
        },
      },
    ]);
  });

  it.each([
    room('', ''),
    room('', 'x'.repeat(129)),
    room('startConferenceOnEnter="yes"'),
    room('beep="loud"'),
    room('statusCallbackEvent="begin"'),
    '<Response><Dial>+14155550101</Dial></Response>',
    '<Response><Dial><Number>+14155550101</Number></Dial></Response>',
    '<Response><Dial><Conference>a</Conference><Conference>b</Conference></Dial></Response>',
    '<Response><Gather><Dial><Conference>a</Conference></Dial></Gather></Response>',
  ])('is refused where the service would refuse it, or this interpreter knows no better: %s', (xml) => {
    expect(() => parseTwiml(xml)).toThrow(TwimlError);
  });
});
