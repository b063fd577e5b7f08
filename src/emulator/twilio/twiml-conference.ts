import { type Element, method, TwimlError } from './twiml-element';

const conferenceEvents = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
] as const;

export type ConferenceEvent = (typeof conferenceEvents)[number];

/** How one call takes part in a conference (twilio.com/docs/voice/twiml/conference). */
export interface Conference {
  /** Unique among the running conferences of the account. */
  name: string;
  startOnEnter: boolean;
  endOnExit: boolean;
  label: string | null;
  /** Absent: music. Empty: silence. */
  waitUrl: string | null;
  waitMethod: 'GET' | 'POST';
  statusCallback: string | null;
  statusCallbackMethod: 'GET' | 'POST';
  events: readonly ConferenceEvent[];
}

const longestName = 128;

/** Throws TwimlError 13233 without a name, 12200 for a value that is not one of those documented. */
export function conference(element: Element): Conference {
  const { attributes } = element;
  const name = element.text.trim();
  if (!name || name.length > longestName || element.children.length > 0) {
    throw new TwimlError(13233, 'Conference: a name of at most 128 characters is needed');
  }
  oneOf(element, 'beep', ['true', 'false', 'onEnter', 'onExit']);
  return {
    name,
    startOnEnter: flag(element, 'startConferenceOnEnter', true),
    endOnExit: flag(element, 'endConferenceOnExit', false),
    label: attributes['participantLabel'] || null,
    waitUrl: attributes['waitUrl'] ?? null,
    waitMethod: method(attributes, 'waitMethod'),
    statusCallback: attributes['statusCallback'] || null,
    statusCallbackMethod: method(attributes, 'statusCallbackMethod'),
    events: eventsOf(attributes['statusCallbackEvent']),
  };
}

function flag(element: Element, name: string, otherwise: boolean): boolean {
  const value = oneOf(element, name, ['true', 'false']);
  return value === undefined ? otherwise : value === 'true';
}

function oneOf(element: Element, name: string, allowed: readonly string[]): string | undefined {
  const value = element.attributes[name];
  if (value === undefined || allowed.includes(value)) return value;
  throw new TwimlError(12200, `Conference: ${name}="${value}" is not one of ${allowed.join(', ')}`);
}

function eventsOf(text: string | undefined): readonly ConferenceEvent[] {
  const named = (text ?? '').split(/\s+/).filter(Boolean);
  const unknown = named.find((value) => !conferenceEvents.some((event) => event === value));
  if (unknown) throw new TwimlError(12200, `Conference: statusCallbackEvent ${unknown} is not known`);
  return named as ConferenceEvent[];
}
