import type { Scene } from '../scenes/scene';
import type { Answer } from './answer.entity';

/** An answer somebody works on; the scene is kept from step to step, and read anew after a death. */
export interface AnswerWork {
  readonly answer: Answer;
  scene?: Scene;
}

/** One step of an answer: ends with the answer in another state, or put off. */
export abstract class AnswerStep {
  /** False when the answer waits: nothing more is to be done now. @throws whatever is to be tried again. */
  abstract take(work: AnswerWork): Promise<boolean>;
}
