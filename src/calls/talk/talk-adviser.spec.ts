import { setTimeout as pause } from 'node:timers/promises';
import { QuestionGuide, type TalkAdvice } from './question-guide.port';
import type { SpokenCall } from './spoken-call';
import { TalkAdviser } from './talk-adviser.service';
import { TalkLimits } from './talk-limits';
import type { TalkScene } from './talk-scene';

class Guide extends QuestionGuide {
  constructor(private readonly answer: () => Promise<TalkAdvice>) {
    super();
  }

  async prepare(): Promise<void> {
    await this.answer();
  }

  next(): Promise<TalkAdvice> {
    return this.answer();
  }
}

const call = { id: 'c' } as SpokenCall;
const opening = (elements: string[]) => [{ exchange: 0, speaker: 'AGENT', disclosure: { elements } }];
const scene = (elements: string[] = []) => ({ call, turns: opening(elements) }) as unknown as TalkScene;
const adviser = (answer?: () => Promise<TalkAdvice>) => new TalkAdviser(new TalkLimits(), answer && new Guide(answer));
const ask = { kind: 'ASK', question: 'What budget?' } as const;

describe('advice for the next words', () => {
  it('is what the guide says', async () => {
    expect(await adviser(() => Promise.resolve(ask)).adviceFor(scene(), 1)).toEqual(ask);
  });

  it('is none when it is not there in time, and nobody waits for it', async () => {
    const started = performance.now();
    const slow = adviser(() => pause(2_000, ask, { ref: false }));
    await slow.prepare(call);
    expect(await slow.adviceFor(scene(), 1)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('is none when it fails, or nobody gives any', async () => {
    const broken = adviser(() => Promise.reject(new Error('no database')));
    await broken.prepare(call);
    expect(await broken.adviceFor(scene(), 1)).toBeUndefined();
    expect(await adviser().adviceFor(scene(), 1)).toBeUndefined();
  });

  it('waits until the person has agreed to go on', async () => {
    const ready = adviser(() => Promise.resolve(ask));
    expect(await ready.adviceFor(scene(['AI', 'PERMISSION']), 1)).toBeUndefined();
  });
});
