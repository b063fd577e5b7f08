import { answer, isAnswerable } from './answers';
import { arabicManner, arabicProfile } from './arabic';
import type { Line, Persona, Scene } from './persona';
import { keenProfile, lukewarmProfile } from './profile';
import { tellStory } from './rambling';

export const keenBuyer: Persona = {
  number: 1,
  name: 'keen buyer',
  summary: 'Answers at once; states need, budget, timeline, that they decide, and where, as asked.',
  pickup: () => 'answers',
  profile: keenProfile,
  line: (scene) => answer(scene),
};

export const busyPerson: Persona = {
  number: 2,
  name: 'busy',
  summary: 'Line engaged (SIP 486) on the first attempt; answers from the second on, with a small budget and no hurry.',
  pickup: (attempt) => (attempt === 1 ? 'busy' : 'answers'),
  profile: lukewarmProfile,
  line: (scene) => answer(scene),
};

export const neverThere: Persona = {
  number: 3,
  name: 'no answer',
  summary: 'Rings out on the first two attempts; answers from the third on and is keen.',
  pickup: (attempt) => (attempt <= 2 ? 'no-answer' : 'answers'),
  profile: keenProfile,
  line: (scene) => answer(scene),
};

export const callMeThursday: Persona = {
  number: 7,
  name: 'callback Thursday at four',
  summary: 'Asks to be called back on Thursday at four; on any later attempt answers like the keen buyer.',
  pickup: () => 'answers',
  profile: keenProfile,
  line: (scene) => (scene.attempt === 1 ? putOff(scene) : answer(scene)),
};

function putOff(scene: Scene): Line {
  if (scene.turn === 0) return { says: "I'm driving right now. Can you call me back on Thursday at four?" };
  if (scene.topic === 'farewell') return { says: 'Thanks, goodbye.', hangsUp: true };
  return { says: 'Thursday at four, please. Goodbye.', hangsUp: true };
}

export const arabicSpeaker: Persona = {
  number: 9,
  name: 'Arabic speaker',
  summary: 'Speaks Arabic only; otherwise as keen as the first.',
  pickup: () => 'answers',
  profile: arabicProfile,
  line: speakArabic,
};

function speakArabic(scene: Scene): Line {
  if (scene.topic === 'farewell') return { says: 'شكرا لك. مع السلامة.', hangsUp: true };
  const line = answer(scene, arabicManner);
  if (line.about === undefined) return line.hangsUp ? { says: 'شكرا، مع السلامة.', hangsUp: true } : { says: 'ممتاز.' };
  const words = (line.says ?? '').replace('Yes, I have a minute. ', '');
  return { ...line, says: scene.turn === 0 ? `مرحبا، هل تتكلم العربية؟ ${words}` : words };
}

export const rambler: Persona = {
  number: 10,
  name: 'rambler',
  summary: 'Tells a story to every question and gives a vague answer only when asked a second time.',
  pickup: () => 'answers',
  profile: lukewarmProfile,
  line: ramble,
};

function ramble(scene: Scene): Line {
  if (scene.topic === 'farewell') return { says: 'Oh, well, lovely talking to you. Goodbye then.', hangsUp: true };
  const before = scene.asked.get(scene.topic) ?? 0;
  if (!isAnswerable(scene.topic) || before === 0) return { says: tellStory(scene.topic, scene.turn) };
  return answer(scene, {
    need: ({ profile }) => `All right, in short: ${profile.need}.`,
    budget: ({ profile }) => `Well, if you put me on the spot, my budget is perhaps ${profile.budget}, give or take.`,
    timeline: ({ profile }) => `I suppose we would move ${profile.timeline}.`,
    decision: ({ profile }) =>
      profile.decides ? 'In the end I decide, nobody else does.' : 'My brother decides these things with me.',
    location: ({ profile }) => `Somewhere in ${profile.location} would be nice.`,
  });
}
