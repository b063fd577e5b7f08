import { personaFor } from '../personas/persona-directory';
import type { IncomingEntry } from '../texts/incoming-texts';
import { type TextEntry, textEntry } from '../texts/text-book';
import type { ObservedParts } from './state';

/** A text in either direction, as the page shows it. */
export interface Letter {
  /** ISO 8601 in UTC. */
  at: string;
  /** The person's number. */
  person: string;
  /** Number of the persona. */
  persona: number;
  channel: string;
  speaker: 'AGENT' | 'LEAD';
  text: string;
}

/** The newest first. */
export function latestLetters({ texts, knobs }: Pick<ObservedParts, 'texts' | 'knobs'>, count: number): Letter[] {
  const sent = [...texts.book.all()].slice(-count).map((text) => ofProgram(textEntry(text), knobs.seed));
  const written = texts.incoming.all().slice(-count);
  return [...sent, ...written.map((text) => ofPerson(text, knobs.seed))]
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, count);
}

function ofProgram({ createdAt: at, to, channel, body: text }: TextEntry, seed: number): Letter {
  return { at, person: to, persona: personaFor(to, seed).number, channel, speaker: 'AGENT', text };
}

function ofPerson({ writtenAt: at, from, channel, body: text, persona }: IncomingEntry, seed: number): Letter {
  return { at, person: from, persona: persona ?? personaFor(from, seed).number, channel, speaker: 'LEAD', text };
}
