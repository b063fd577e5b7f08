import { Injectable } from '@nestjs/common';
import { Escalations } from '../../../escalation/escalations.service';
import { type TextStanding, TextAssessor } from '../../../qualification/readings/text-assessor.service';
import type { Answer } from '../answer.entity';
import { AnswerStep, type AnswerWork } from '../answer-step';
import { AnswerStore } from '../answer-store.service';

/** Reads what the lead told, and calls a person where that asks for one. */
@Injectable()
export class AssessStep extends AnswerStep {
  constructor(
    private readonly store: AnswerStore,
    private readonly assessor: TextAssessor,
    private readonly escalations: Escalations,
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

  /** Once per answer; nothing happens where one is called already. */
  private async callHuman({ id, leadId, conversationId }: Answer, standing: TextStanding): Promise<void> {
    if (standing.provisional || standing.nextAction !== 'HUMAN_HANDOFF') return;
    await this.escalations.raise({
      leadId,
      conversationId,
      trigger: 'HIGH_VALUE',
      reason: 'What they told asks for a person.',
      key: `assessed:${id}`,
    });
  }
}
