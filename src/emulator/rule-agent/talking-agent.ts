import { topicOf } from '../personas/heard';
import { factOf } from './facts';
import { arabic, askedTopics, english, type AskedTopic, type Phrasebook } from './phrases';
import { callbackWords, languageOf, signalIn } from './signals';
import { isInjection, type Line } from './transcript';

/** What the talking agent may do beside talking. */
export type AgentAction =
  | { tool: 'end_call'; reasons: readonly string[] }
  | { tool: 'request_human'; reason: string }
  | { tool: 'opt_out' }
  | { tool: 'schedule_callback'; when: string };

export interface AgentReply {
  text: string;
  action: AgentAction | null;
}

export interface Dialogue {
  /** Everything said so far, in order. */
  lines: readonly Line[];
  /** The operator asked to bring the call to its end. */
  wrapUp: boolean;
}

const patienceWithInjections = 3;

/** Names a program may have for a conversation that came to its natural end. */
const done = ['completed', 'done', 'finished'] as const;

/** The next thing a sensible, unimaginative agent says. The same dialogue always gets the same answer. */
export function nextReply(dialogue: Dialogue): AgentReply {
  const said = dialogue.lines.filter((line) => line.speaker === 'LEAD' && line.text !== '');
  const last = said[said.length - 1]?.text ?? '';
  const phrases = phrasebook(said);
  if (dialogue.wrapUp) return ending(phrases.goodbye, ...done, 'wrap_up');
  if (last === '') return { text: question(dialogue, phrases, phrases.greeting), action: null };
  return answerSignal(dialogue, last, phrases) ?? converse(dialogue, said, last, phrases);
}

/** What to say once the program has carried out the action the agent asked for. */
export function afterAction(dialogue: Dialogue, tool: string | undefined): AgentReply {
  const phrases = phrasebook(dialogue.lines.filter((line) => line.speaker === 'LEAD'));
  return { text: tool === 'request_human' ? phrases.holdOn : phrases.goodbye, action: null };
}

function answerSignal(dialogue: Dialogue, last: string, phrases: Phrasebook): AgentReply | null {
  switch (signalIn(last)) {
    case 'opt_out':
      return { text: phrases.optOut, action: { tool: 'opt_out' } };
    case 'wrong_number':
      return ending(phrases.wrongNumber, 'wrong_number', 'wrong_person');
    case 'voicemail':
      return ending(phrases.voicemail, 'voicemail', 'machine');
    case 'not_interested':
      return ending(phrases.notInterested, 'not_interested', 'declined');
    case 'human_requested':
      return human(dialogue, phrases);
    case 'callback_requested': {
      const when = callbackWords(last);
      if (!when) return { text: phrases.callbackWhen, action: null };
      return { text: phrases.callback(when), action: { tool: 'schedule_callback', when } };
    }
    default:
      return null;
  }
}

function human(dialogue: Dialogue, phrases: Phrasebook): AgentReply {
  const promised = dialogue.lines.some((line) => line.speaker === 'AGENT' && line.text.includes(phrases.human));
  if (promised) return ending(phrases.humanAgain, 'human_requested', 'escalated', ...done);
  return { text: phrases.human, action: { tool: 'request_human', reason: 'The lead asked for a person.' } };
}

function converse(dialogue: Dialogue, said: readonly Line[], last: string, phrases: Phrasebook): AgentReply {
  const agreedTime = answersCallback(dialogue) ? callbackWords(last) : null;
  if (agreedTime)
    return { text: phrases.callback(agreedTime), action: { tool: 'schedule_callback', when: agreedTime } };
  if (topicOf(last) === 'farewell') return ending(phrases.goodbye, ...done, 'goodbye');
  const injections = said.filter(({ text }) => isInjection(text)).length;
  if (injections > patienceWithInjections) return ending(phrases.goodbye, ...done, 'abuse');
  const opening = isInjection(last) ? phrases.onlyFacts : phrases.thanks;
  if (!nextTopic(dialogue)) return ending(phrases.complete, ...done, 'qualified');
  return { text: question(dialogue, phrases, opening), action: null };
}

function answersCallback({ lines }: Dialogue): boolean {
  const spoken = lines.filter((line) => line.speaker === 'AGENT');
  return topicOf(spoken[spoken.length - 1]?.text ?? '') === 'callback';
}

function question(dialogue: Dialogue, phrases: Phrasebook, opening: string): string {
  const topic = nextTopic(dialogue) ?? 'need';
  return `${opening} ${phrases.questions[topic][timesAsked(dialogue, topic) === 0 ? 0 : 1]}`;
}

/** The first topic neither answered nor asked about twice. */
function nextTopic(dialogue: Dialogue): AskedTopic | null {
  return askedTopics.find((topic) => timesAsked(dialogue, topic) < 2 && !isAnswered(dialogue.lines, topic)) ?? null;
}

function timesAsked({ lines }: Dialogue, topic: AskedTopic): number {
  return lines.filter((line) => line.speaker === 'AGENT' && topicOf(line.text) === topic).length;
}

function isAnswered(lines: readonly Line[], topic: AskedTopic): boolean {
  const fields = {
    need: ['service_interest', 'pain_points'],
    budget: ['budget'],
    timeline: ['timeline'],
    decision: ['decision_maker'],
    location: ['location'],
  }[topic];
  return fields.some((field) => factOf(field, lines).status !== 'not_mentioned');
}

function ending(text: string, ...reasons: string[]): AgentReply {
  return { text, action: { tool: 'end_call', reasons } };
}

function phrasebook(said: readonly Line[]): Phrasebook {
  const last = [...said].reverse().find(({ text }) => /\p{L}/u.test(text));
  return last && languageOf(last.text) === 'ar' ? arabic : english;
}
