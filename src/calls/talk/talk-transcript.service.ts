import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { OptOuts } from '../../compliance/opt-outs.service';
import type { Turn } from '../../conversations/turn.entity';
import { TurnsService } from '../../conversations/turns.service';
import { monotonicMs } from '../../platform/clock/clock';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { TalkLimits } from './talk-limits';
import { type AgentLine, languageIn, type TalkScene } from './talk-scene';

/** The words of a person in one exchange. */
export interface Words {
  readonly text: string;
  readonly confidence?: number;
  /** True when keys were pressed and nothing was said. */
  readonly isKeyed?: boolean;
}

/** Writes down what both sides say. What is stored first stands; a second writer is given the first one's words. */
@Injectable()
export class TalkTranscript {
  constructor(
    private readonly work: UnitOfWork,
    private readonly turns: TurnsService,
    private readonly optOuts: OptOuts,
    private readonly limits: TalkLimits,
  ) {}

  /** `first` is false for a copy of a request somebody else already took. */
  async hear(scene: TalkScene, exchange: number, words: Words): Promise<{ turn: Turn; first: boolean }> {
    const { turn, created } = await this.turns.record({
      conversationId: scene.conversation.id,
      exchange,
      speaker: 'LEAD',
      text: words.text,
      language: languageIn(scene, words.text),
      ...(words.confidence === undefined ? {} : { confidence: words.confidence }),
    });
    return { turn, first: created };
  }

  /** What the agent says in this exchange: `line`, unless it has already said something. */
  async say(scene: TalkScene, exchange: number, line: AgentLine): Promise<Turn> {
    const { turn } = await this.turns.record({
      conversationId: scene.conversation.id,
      exchange,
      speaker: 'AGENT',
      ...line,
    });
    return turn;
  }

  /** The wish to be contacted no more, what it does everywhere, and the goodbye are stored together or not at all. */
  optOut(scene: TalkScene, exchange: number, line: AgentLine, words?: Words): Promise<Turn> {
    return this.work.run(async () => {
      if (words) await this.hear(scene, exchange, words);
      const { id: callId, phone, leadId } = scene.call;
      await this.optOuts.optOut({
        phone,
        leadId,
        method: words?.isKeyed ? 'KEYPRESS' : 'SPOKEN',
        evidence: { callId, language: line.language, reason: 'Asked on a call not to be called again.' },
      });
      return this.say(scene, exchange, line);
    });
  }

  /** What another copy of this request makes the agent say; null when it does not come in time. */
  async awaitReply(scene: TalkScene, exchange: number): Promise<Turn | null> {
    const until = monotonicMs() + this.limits.waitForCopyMs;
    for (;;) {
      const turn = await this.turns.find(scene.conversation.id, exchange, 'AGENT');
      if (turn || monotonicMs() >= until) return turn;
      await pause(this.limits.pollMs);
    }
  }
}
