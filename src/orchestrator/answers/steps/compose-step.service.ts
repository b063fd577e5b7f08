import { Injectable } from '@nestjs/common';
import { failpoint } from '../../../platform/failpoints/failpoint';
import { FlowActions } from '../../flows/flow-actions.service';
import { ReplyComposer } from '../../replies/reply-composer.service';
import type { ReplyPlan } from '../../replies/reply-plan';
import type { Scene } from '../../scenes/scene';
import { SceneLoader } from '../../scenes/scene-loader.service';
import { AnswerStep, type AnswerWork } from '../answer-step';
import { AnswerStore } from '../answer-store.service';
import { requestKeyOf } from '../answer-utterance';
import { Overtaking } from './overtaking.service';

/**
 * Decides what to say and what else to do, and does the latter, unless a person has gone past it; the words are said by the next step.
 * A wish to hear no more is obeyed whoever has the thread.
 */
@Injectable()
export class ComposeStep extends AnswerStep {
  constructor(
    private readonly store: AnswerStore,
    private readonly scenes: SceneLoader,
    private readonly composer: ReplyComposer,
    private readonly actions: FlowActions,
    private readonly overtaking: Overtaking,
  ) {
    super();
  }

  async take(work: AnswerWork): Promise<boolean> {
    const { answer } = work;
    const { route } = answer;
    if (!route) throw new Error('An answer that is routed has a route.');
    if (await this.skipped(work, route.intent === 'OPT_OUT')) return true;
    const scene = (work.scene ??= await this.scenes.load(answer));
    const plan = await this.composer.compose(scene, route, answer.attempts);
    await this.store.together(() => this.settle(work, scene, plan));
    return true;
  }

  /** Nobody writes in the thread, takes it over or ends it while this is done. */
  private async settle(work: AnswerWork, scene: Scene, plan: ReplyPlan): Promise<void> {
    const { answer } = work;
    await this.overtaking.hold(answer);
    const later = await this.overtaking.laterMessage(answer);
    if (later !== null) {
      delete work.scene;
      await this.store.advance(answer, { state: 'PLANNED', exchange: later, route: null });
      return;
    }
    if (await this.skipped(work, plan.action === 'OPT_OUT')) return;
    const reply = await this.actions.carryOut(scene, answer, plan);
    await this.store.advance(answer, { state: 'COMPOSED', reply });
    await failpoint('answer.composed');
  }

  private async skipped({ answer }: AnswerWork, isObeyed: boolean): Promise<boolean> {
    const skipReason = isObeyed ? undefined : await this.overtaking.skipReasonOf(answer, requestKeyOf(answer));
    if (skipReason) await this.store.finish(answer, { state: 'SKIPPED', skipReason });
    return skipReason !== undefined;
  }
}
