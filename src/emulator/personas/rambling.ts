import type { Topic } from './heard';

const byTopic: Partial<Record<Topic, string>> = {
  budget:
    'Money, money. My grandfather always said that prices only ever go up, and do you know, he bought his first house for a horse.',
  timeline:
    'Time is a funny thing. The other day I found a calendar from the year I was married, and we had such rain then.',
  decision:
    'In our family there was always a big meeting about everything, with cake, and my aunt talking over everybody.',
  location: 'I grew up by the sea, you know. The gulls would take the bread right out of your hand.',
  need: 'Well, where do I begin. We had a dog once who hated stairs, and since then I think about houses in a different way.',
};

const asides = [
  'Oh, hello, how nice to hear a voice. I was just in the garden with the tomatoes, they are late this year.',
  'That reminds me of my neighbour, who collects clocks, and none of them shows the same hour.',
  'Is that so? My cousin once sold encyclopaedias over the telephone, he talked the whole day.',
] as const;

/** A story that answers nothing. */
export function tellStory(topic: Topic, turn: number): string {
  return byTopic[topic] ?? asides[turn % asides.length] ?? asides[0];
}
