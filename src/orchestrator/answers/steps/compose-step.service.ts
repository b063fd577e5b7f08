import { Injectable } from '@nestjs/common';
import { failpoint } from '../../../platform/failpoints/failpoint';
import { FlowActions } from '../../flows/flow-actions.service';
import { ReplyComposer } from '../../replies/reply-composer.service';
import { SceneLoader } from '../../scenes/scene-loader.service';
import { AnswerStep, type AnswerWork } from '../answer-step';
import { AnswerStore } from '../answer-store.service';
import { Listening } from './listening.service';

/** Decides what to say and what else to do, and does the latter; the words are said by the next step. */
@Injectable()
export class ComposeStep extends AnswerStep {
  constructor(
    private readonly store: AnswerStore,
    private readonly scenes: SceneLoader,
    private readonly composer: ReplyComposer,
    private readonly actions: FlowActions,
    private readonly listening: Listening,
  ) {
    super();
  }

  async take(work: AnswerWork): Promise<boolean> {
    const { answer } = work;
    const { route } = answer;
    if (!route) throw new Error('An answer that is routed has a route.');
    const scene = (work.scene ??= await this.scenes.load(answer));
    const plan = await this.composer.compose(scene, route, answer.attempts);
    return this.store.together(async () => {
      const later = await this.listening.laterMessage(answer);
      if (later !== null) {
        delete work.scene;
        await this.store.advance(answer, { state: 'PLANNED', exchange: later, route: null });
        return true;
      }
      const reply = await this.actions.carryOut(scene, answer, plan);
      await this.store.advance(answer, { state: 'COMPOSED', reply });
      await failpoint('answer.composed');
      return true;
    });
  }
}
