import { personas } from './persona-directory';
import { PersonaSession, type Utterance } from './persona-session';

const questions = [
  'Hello, is this a good time to talk?',
  'What are you looking for?',
  'What is your budget?',
  'How soon would you like to move?',
  'Do you make the decision yourself?',
  'Which area do you prefer?',
];

function session(number: number, attempt = 1, seed = 1): PersonaSession {
  const persona = personas[number - 1];
  if (!persona) throw new Error('no such persona');
  return new PersonaSession(persona, `+1415555${5500 + number}`, attempt, seed);
}

function ask(person: PersonaSession, question: string): Utterance {
  person.hear(question);
  return person.speak();
}

/** Asks everything, twice, then says goodbye, until the person hangs up. */
function interview(number: number, attempt = 1, seed = 1): (string | null)[] {
  const person = session(number, attempt, seed);
  const said: (string | null)[] = [];
  for (const question of [...questions, ...questions, ...Array.from({ length: 30 }, () => 'Thank you, goodbye.')]) {
    const line = ask(person, question);
    said.push(line.says);
    if (line.hangsUp) return said;
  }
  throw new Error('the person never hung up');
}

const pickups = (number: number) => [1, 2, 3].map((attempt) => personas[number - 1]?.pickup(attempt));

describe('personas in conversation', () => {
  it.each(personas.map(({ number, name }) => [name, number] as const))('%s always comes to an end', (_, number) => {
    for (const attempt of [1, 2, 3]) expect(interview(number, attempt).length).toBeLessThan(30);
  });

  it('say the same for the same seed, and something else for another', () => {
    expect(interview(1)).toEqual(interview(1));
    const byseed = [1, 2, 3, 4, 5].map((seed) => interview(1, 1, seed).join(' '));
    expect(new Set(byseed).size).toBeGreaterThan(1);
  });

  it('the keen buyer states need, budget, timeline, decision and place when asked', () => {
    const [, need, budget, timeline, decision, location] = interview(1);
    expect(need).toMatch(/looking for/);
    expect(budget).toMatch(/budget is .*dollars/);
    expect(timeline).toMatch(/month|weeks/);
    expect(decision).toMatch(/I make the decision/);
    expect(location).toMatch(/live in [A-Z]/);
  });

  it('the keen buyer volunteers facts when nothing is asked', () => {
    const person = session(1);
    const lines = [1, 2, 3, 4, 5].map(() => ask(person, 'I see.').says);
    expect(lines.join(' ')).toMatch(/looking for.*budget.*move.*decision.*live in/);
  });

  it('busy and no answer pick up on a later attempt', () => {
    expect(pickups(2)).toEqual(['busy', 'answers', 'answers']);
    expect(pickups(3)).toEqual(['no-answer', 'no-answer', 'answers']);
    expect(pickups(4)).toEqual(['machine', 'machine', 'machine']);
    expect(pickups(1)).toEqual(['answers', 'answers', 'answers']);
  });

  it('the machine speaks once and is then silent', () => {
    const person = session(4);
    expect(ask(person, 'Hello?').says).toMatch(/leave a message/);
    expect(ask(person, 'Hello?').says).toBeNull();
  });

  it('the callback person keeps the promise on the next attempt', () => {
    expect(interview(7)[0]).toMatch(/call me back on Thursday at four/);
    expect(interview(7, 2).join(' ')).toMatch(/budget is/);
  });

  it('the hostile one interrupts, the Arabic one speaks Arabic, the liar states nothing', () => {
    expect(ask(session(8), 'Hello').interrupts).toBe(true);
    for (const line of interview(9)) expect(line).not.toMatch(/[a-z]/i);
    expect(interview(11).join(' ')).toMatch(/score 100/);
    expect(interview(11).join(' ')).not.toMatch(/dollars|looking for|month/);
  });

  it('the rambler answers when asked a second time', () => {
    const person = session(10);
    expect(ask(person, 'What is your budget?').says).not.toMatch(/dollars/);
    expect(ask(person, 'Roughly, what is your budget?').says).toMatch(/dollars/);
  });

  it('someone who hears nothing asks who is there, then hangs up', () => {
    const person = session(1);
    expect(person.speak().says).toMatch(/Hello/);
    const rest = [person.speak(), person.speak(), person.speak()];
    expect(rest[2]).toMatchObject({ says: null, hangsUp: true });
  });

  it('listening patience runs out once', () => {
    const person = session(12);
    expect(person.staysFor(1_000)).toBe(1_000);
    expect(person.staysFor(5_000)).toBe(1_500);
    const polite = session(1);
    expect(polite.staysFor(60_000)).toBe(60_000);
    polite.leave();
    expect(polite.staysFor(60_000)).toBe(1_500);
  });
});
