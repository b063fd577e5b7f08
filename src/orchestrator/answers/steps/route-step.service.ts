import { Injectable } from '@nestjs/common';
import { ModelFailure } from '../../../language-models/language-models.errors';
import { failpoint } from '../../../platform/failpoints/failpoint';
import { TokenBudgetExhausted } from '../../../usage/usage.errors';
import { ConversationFlows } from '../../flows/conversation-flows.service';
import { MessageRouter } from '../../routing/message-router.service';
import type { Route } from '../../routing/route';
import type { Scene } from '../../scenes/scene';
import { SceneLoader } from '../../scenes/scene-loader.service';
import type { SkipReason } from '../answer-life-cycle';
import { AnswerStep, type AnswerWork } from '../answer-step';
import { AnswerStore } from '../answer-store.service';
import { MODEL_ATTEMPTS } from '../model-attempts';

const PAUSED_MS = 60_000;

/** Reads what the lead wrote and finds out what it wants. */
@Injectable()
export class RouteStep extends AnswerStep {
  constructor(
    private readonly store: AnswerStore,
    private readonly scenes: SceneLoader,
    private readonly router: MessageRouter,
    private readonly flows: ConversationFlows,
  ) {
    super();
  }

  async take(work: AnswerWork): Promise<boolean> {
    const { answer } = work;
    const scene = (work.scene = await this.scenes.load(answer));
    const skipReason = skipReasonOf(scene);
    if (skipReason) {
      await this.store.finish(answer, { state: 'SKIPPED', skipReason });
      return true;
    }
    if (scene.isPaused) {
      await this.store.defer(answer, PAUSED_MS, 'company_paused');
      return false;
    }
    const route = await this.routeOf(scene, answer.attempts);
    await this.store.together(async () => {
      await this.flows.follow(scene.conversation.id, route.flow, scene.agent);
      // What came while this was read is not read: it is found as later than the exchange.
      await this.store.advance(answer, { state: 'ROUTED', exchange: answer.exchange, route });
    });
    await failpoint('answer.routed');
    return true;
  }

  private async routeOf(scene: Scene, attempts: number): Promise<Route> {
    try {
      return await this.router.route(scene);
    } catch (error) {
      if (error instanceof TokenBudgetExhausted) return this.router.routeByRules(scene);
      if (error instanceof ModelFailure && attempts >= MODEL_ATTEMPTS) return this.router.routeByRules(scene);
      throw error;
    }
  }
}

function skipReasonOf({ conversation, fresh }: Scene): SkipReason | undefined {
  if (conversation.status === 'ESCALATED') return 'WITH_A_PERSON';
  if (conversation.status === 'ENDED') return 'CONVERSATION_ENDED';
  return fresh.length === 0 ? 'ANSWERED_BY_A_PERSON' : undefined;
}
