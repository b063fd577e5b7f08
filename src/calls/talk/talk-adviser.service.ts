import { Injectable, Logger, Optional } from '@nestjs/common';
import { within } from '../../platform/clock/within';
import { awaitsLeaveToGoOn } from './going-on';
import { QuestionGuide, type TalkAdvice } from './question-guide.port';
import type { SpokenCall } from './spoken-call';
import { TalkLimits } from './talk-limits';
import type { TalkScene } from './talk-scene';

/** Advice for an agent's next words, if it is there in time: nobody on the phone waits for it. */
@Injectable()
export class TalkAdviser {
  private readonly logger = new Logger(TalkAdviser.name);

  constructor(
    private readonly limits: TalkLimits,
    @Optional() private readonly guide?: QuestionGuide,
  ) {}

  /** Never fails, and takes no longer than advice may take. */
  async prepare(call: SpokenCall): Promise<void> {
    await this.inTime(call, async (guide) => guide.prepare(call));
  }

  /** Undefined when there is none in time, and while the person has not agreed to go on. */
  async adviceFor(scene: TalkScene, exchange: number): Promise<TalkAdvice | undefined> {
    if (awaitsLeaveToGoOn(scene, exchange)) return undefined;
    return this.inTime(scene.call, async (guide) => guide.next(scene));
  }

  private async inTime<T>(
    { id: callId }: SpokenCall,
    ask: (guide: QuestionGuide) => Promise<T>,
  ): Promise<T | undefined> {
    const { guide } = this;
    if (!guide) return undefined;
    try {
      return await within(this.limits.adviceWithinMs, () => ask(guide));
    } catch (error) {
      this.logger.warn('an agent speaks without advice', { callId }, error);
      return undefined;
    }
  }
}
