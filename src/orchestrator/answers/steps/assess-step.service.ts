import { Injectable } from '@nestjs/common';
import { EscalationLists } from '../../../escalation/escalation-lists.service';
import { Escalations } from '../../../escalation/escalations.service';
import { triggerOfThread } from '../../../escalation/triggers/trigger-of-assessment';
import { Clock } from '../../../platform/clock/clock';
import { type TextStanding, TextAssessor } from '../../../qualification/readings/text-assessor.service';
import type { Answer } from '../answer.entity';
import { AnswerStep, type AnswerWork } from '../answer-step';
import { AnswerStore } from '../answer-store.service';

const HOT = 'They are hot by what they wrote; the agent goes on answering them until somebody takes over.';
const ASKS = 'What they told asks for a person.';

/** Reads what the lead told, and calls a person where that asks for one. */
@Injectable()
export class AssessStep extends AnswerStep {
  constructor(
    private readonly store: AnswerStore,
    private readonly assessor: TextAssessor,
    private readonly escalations: Escalations,
    private readonly lists: EscalationLists,
    private readonly clock: Clock,
  ) {
    super();
  }

  async take({ answer }: AnswerWork): Promise<boolean> {
    const standing = await this.assessor.read(answer.conversationId);
    await this.store.together(async () => {
      await this.callHuman(answer, standing);
      await this.store.finish(answer, { state: 'DONE', nextQuestion: standing.nextQuestion?.suggestion ?? null });
    });
    return true;
  }

  /**
   * Once per answer; nothing happens where one is called already. Who is hot is brought to people at once, and yet the agent goes on until
   * one of them takes over: whoever is about to buy is not left without an answer.
   */
  private async callHuman(answer: Answer, standing: TextStanding): Promise<void> {
    if (standing.provisional) return;
    const { id, leadId, conversationId } = answer;
    const { signal, isHandedBack } = standing;
    const wasHot = standing.temperature === 'HOT' && (await this.wasHot(answer));
    const trigger = triggerOfThread(standing, signal, { isHandedBack, wasHot });
    if (!trigger) return;
    const key = `assessed:${id}`;
    if (trigger === 'HIGH_VALUE') await this.escalations.raise({ leadId, trigger, reason: HOT, key });
    else await this.escalations.raise({ leadId, conversationId, trigger, reason: ASKS, key });
  }

  /** Whether the lead was hot by what it had said when a person had it last. */
  private async wasHot({ leadId, conversationId }: Answer): Promise<boolean> {
    const until = await this.lists.lastWithPeople(leadId, this.clock.now());
    return until !== null && (await this.assessor.temperatureAt(conversationId, until)) === 'HOT';
  }
}
