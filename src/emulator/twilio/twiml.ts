import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type Conference, conference } from './twiml-conference';
import { type Attributes, type Element, method, seconds, TwimlError } from './twiml-element';

export { TwimlError } from './twiml-element';

export type Prompt =
  { verb: 'Say'; text: string; times: number } | { verb: 'Play'; times: number } | { verb: 'Pause'; seconds: number };

export interface Gather {
  verb: 'Gather';
  speech: boolean;
  dtmf: boolean;
  action: string | null;
  method: 'GET' | 'POST';
  /** Seconds to wait for the first input. */
  timeout: number;
  /** Seconds of silence that end speech; `auto` decides by itself. */
  speechTimeout: number | 'auto';
  /** Seconds. */
  maxSpeechTime: number;
  numDigits: number | null;
  bargeIn: boolean;
  actionOnEmptyResult: boolean;
  speechModel: string | null;
  prompts: Prompt[];
}

/** Into a conference; the service also dials numbers and clients, which nobody here does. */
export interface Dial {
  verb: 'Dial';
  action: string | null;
  method: 'GET' | 'POST';
  conference: Conference;
}

export type Verb =
  | Prompt
  | Gather
  | Dial
  | { verb: 'Redirect'; url: string; method: 'GET' | 'POST' }
  | { verb: 'Record'; seconds: number }
  | { verb: 'Reject' }
  | { verb: 'Hangup' };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
});

/**
 * Reads a voice document. Throws TwimlError 12100 when it is not XML, 12200 when a verb, nesting or value is not one
 * the interpreter knows (the real one knows more verbs), 13521 for more than 4096 characters to say.
 */
export function parseTwiml(xml: string): Verb[] {
  const valid = XMLValidator.validate(xml.trim());
  if (valid !== true) throw new TwimlError(12100, `Document parse failure: ${valid.err.msg}`);
  const [root, ...others] = elements(parser.parse(xml.trim()) as unknown[]);
  if (!root || root.name !== 'Response' || others.length) throw new TwimlError(12100, 'The root must be <Response>');
  return root.children.map(verb);
}

function verb(element: Element): Verb {
  switch (element.name) {
    case 'Say':
    case 'Play':
    case 'Pause':
      return prompt(element);
    case 'Gather':
      return gather(element);
    case 'Redirect':
      return { verb: 'Redirect', url: element.text.trim(), method: method(element.attributes) };
    case 'Record':
      return { verb: 'Record', seconds: Math.min(seconds(element, 'timeout', 5), seconds(element, 'maxLength', 3600)) };
    case 'Dial':
      return dial(element);
    case 'Reject':
      return { verb: 'Reject' };
    case 'Hangup':
      return { verb: 'Hangup' };
    default:
      throw new TwimlError(12200, `<${element.name}> is not a verb this interpreter knows`);
  }
}

function prompt(element: Element): Prompt {
  const loop = seconds(element, 'loop', 1);
  // A loop of 0 repeats until the call ends; a thousand times is long enough for any call.
  const times = loop === 0 ? 1_000 : loop;
  if (element.name === 'Pause') return { verb: 'Pause', seconds: seconds(element, 'length', 1) };
  if (element.name === 'Play') return { verb: 'Play', times };
  if (element.name !== 'Say') throw new TwimlError(12200, `<${element.name}> may not stand inside <Gather>`);
  const text = element.text.replace(/\s+/g, ' ').trim();
  if (text.length > 4_096) throw new TwimlError(13521, 'Say: text is too long');
  return { verb: 'Say', text, times };
}

function dial(element: Element): Dial {
  const [room, ...others] = element.children;
  if (room?.name !== 'Conference' || others.length > 0 || element.text.trim() !== room.text.trim()) {
    throw new TwimlError(12200, '<Dial> is understood with one <Conference> inside and nothing else');
  }
  const { attributes } = element;
  return {
    verb: 'Dial',
    action: attributes['action'] ?? null,
    method: method(attributes),
    conference: conference(room),
  };
}

function gather(element: Element): Gather {
  const { attributes } = element;
  const inputs = (attributes['input'] ?? 'dtmf').split(/\s+/).filter(Boolean);
  const unknown = inputs.find((input) => input !== 'speech' && input !== 'dtmf');
  if (unknown) throw new TwimlError(12200, `Gather: input ${unknown} is not known`);
  const timeout = seconds(element, 'timeout', 5);
  const digits = attributes['numDigits'];
  return {
    verb: 'Gather',
    speech: inputs.includes('speech'),
    dtmf: inputs.includes('dtmf'),
    action: attributes['action'] ?? null,
    method: method(attributes),
    timeout,
    speechTimeout: attributes['speechTimeout'] === 'auto' ? 'auto' : seconds(element, 'speechTimeout', timeout),
    maxSpeechTime: seconds(element, 'maxSpeechTime', 60),
    numDigits: digits === undefined ? null : seconds(element, 'numDigits', 1),
    bargeIn: attributes['bargeIn'] !== 'false',
    actionOnEmptyResult: attributes['actionOnEmptyResult'] === 'true',
    speechModel: attributes['speechModel'] ?? null,
    prompts: element.children.map(prompt),
  };
}

/** From the parser's ordered form, `[{ Say: [{ '#text': 'Hi' }], ':@': { voice: 'alice' } }]`. */
function elements(nodes: unknown[]): Element[] {
  return nodes.filter(isRecord).flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text' || name.startsWith('?')) return [];
    const inner = Array.isArray(node[name]) ? (node[name] as unknown[]) : [];
    const attributes = (node[':@'] ?? {}) as Attributes;
    return [{ name, attributes, children: elements(inner), text: spoken(inner) }];
  });
}

/** All text below, in order: speech markup inside <Say> is read through. */
function spoken(nodes: unknown[]): string {
  return nodes
    .filter(isRecord)
    .map((node) => {
      if (typeof node['#text'] === 'string') return node['#text'];
      const name = Object.keys(node).find((key) => key !== ':@');
      return name !== undefined && Array.isArray(node[name]) ? spoken(node[name] as unknown[]) : '';
    })
    .join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
