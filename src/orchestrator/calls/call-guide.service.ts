import { Injectable } from '@nestjs/common';
import { QuestionGuide, type TalkAdvice } from '../../calls/talk/question-guide.port';
import type { SpokenCall } from '../../calls/talk/spoken-call';
import type { TalkScene } from '../../calls/talk/talk-scene';
import { asSpoken } from '../../qualification/assessments/case-files.service';
import { CallQuestions, type LiveCall } from '../../qualification/readings/call-questions.service';

/** Tells the agent on a call what its rubric leaves open. */
@Injectable()
export class CallGuide extends QuestionGuide {
  constructor(private readonly questions: CallQuestions) {
    super();
  }

  prepare(call: SpokenCall): Promise<void> {
    return this.questions.prepare(liveCallOf(call));
  }

  async next({ call, conversation, turns }: Pick<TalkScene, 'call' | 'conversation' | 'turns'>): Promise<TalkAdvice> {
    const question = await this.questions.next(liveCallOf(call), conversation.id, turns.map(asSpoken));
    return question ? { kind: 'ASK', question: question.suggestion } : { kind: 'ASK_NOTHING' };
  }
}

function liveCallOf({ id: callId, leadId, rubricId }: SpokenCall): LiveCall {
  return { callId, leadId, rubricId: rubricId ?? null };
}
