import type { Persona } from './persona';

/** The same person with a phone in hand who is written to: says in writing what they would say, but for whoever writes otherwise. */
export function inWriting(persona: Persona): Persona {
  return { ...persona, line: (scene) => persona.writes?.(scene) ?? persona.line(scene) };
}

/** Whether the person reads texts at once: who would not pick up the first call does not. */
export function readsTexts(persona: Persona): boolean {
  return persona.pickup(1) === 'answers';
}
