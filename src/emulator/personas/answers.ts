import type { Topic } from './heard';
import type { Line, Scene } from './persona';

/** The order in which an open-minded person brings things up when nothing in particular is asked. */
const spontaneous: readonly Topic[] = ['need', 'budget', 'timeline', 'decision', 'location'];

type Answerable = 'need' | 'budget' | 'timeline' | 'decision' | 'location';

/** Sentences for each topic in one manner of speaking. */
export type Manner = Record<Answerable, (scene: Scene) => string>;

export const plainManner: Manner = {
  need: ({ profile }) => `${profile.need}.`,
  budget: ({ profile }) => `My budget is ${profile.budget}.`,
  timeline: ({ profile }) => `We want to move ${profile.timeline}.`,
  decision: ({ profile }) =>
    profile.decides ? 'Yes, I make the decision myself.' : 'I would need to ask my wife, she decides with me.',
  location: ({ profile }) => `We would like to live in ${profile.location}.`,
};

/** Answers what is asked; volunteers the next thing when nothing is; takes leave when the agent does. */
export function answer(scene: Scene, manner: Manner = plainManner): Line {
  if (scene.topic === 'farewell') return { says: 'Thank you. Goodbye.', hangsUp: true };
  const topic = subject(scene);
  if (topic === null) {
    return scene.topic === 'statement' && scene.turn > spontaneous.length + 2
      ? { says: 'I think that is all. Thank you, goodbye.', hangsUp: true }
      : { says: 'That sounds good to me.' };
  }
  const greeting = scene.topic === 'permission' && scene.turn === 0 ? 'Yes, I have a minute. ' : '';
  return { says: `${greeting}${manner[topic](scene)}`, about: topic };
}

function subject(scene: Scene): Answerable | null {
  if (isAnswerable(scene.topic)) return scene.topic;
  if (scene.topic === 'callback') return null;
  const next = spontaneous.find((topic) => !scene.asked.has(topic) && isAnswerable(topic));
  return next && isAnswerable(next) ? next : null;
}

export function isAnswerable(topic: Topic): topic is Answerable {
  return topic === 'need' || topic === 'budget' || topic === 'timeline' || topic === 'decision' || topic === 'location';
}
