import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { awaitsLeaveToGoOn, declinesToGoOn } from './going-on';
import { linesIn, type SpokenLines } from './spoken-lines';
import { TalkHandOver } from './talk-hand-over.service';
import { TalkLimits } from './talk-limits';
import { TalkReplies } from './talk-replies.service';
import { type AgentLine, earlierAgentTurns, languageIn, type TalkScene } from './talk-scene';
import type { Words } from './talk-transcript.service';
import { did, type TurnAction } from './turn-actions';

/** Decides what the agent says next: by rules where they suffice, else by a model. Must not run inside a unit of work. */
@Injectable()
export class NextLine {
  constructor(
    private readonly replies: TalkReplies,
    private readonly handOver: TalkHandOver,
    private readonly limits: TalkLimits,
    private readonly clock: Clock,
  ) {}

  /**
   * To the words that are the last turn of the scene. Whoever has not let us go on is asked nothing more; a person is called before the
   * time for the agent is over, since nobody is cut off who waits for one.
   * @param words `deadline` is when the line must be stored, on the monotonic clock.
   */
  async toWords(scene: TalkScene, exchange: number, words: Words & { deadline: number }): Promise<AgentLine> {
    if (awaitsLeaveToGoOn(scene, exchange) && declinesToGoOn(words.text)) {
      return { ...standardLine(scene, 'END_CALL', ({ goodbye }) => goodbye), action: 'END_CALL:NOT_INTERESTED' };
    }
    const handingOver = await this.handOver.due(scene);
    if (handingOver) return handingOver;
    if (this.isTimeToGo(scene)) return standardLine(scene, 'WRAP_UP', ({ wrapUp }) => wrapUp);
    return this.replies.to(scene, exchange, words.deadline);
  }

  /** When nothing was heard in this exchange. */
  async toSilence(scene: TalkScene, exchange: number): Promise<AgentLine> {
    const handingOver = await this.handOver.due(scene);
    if (handingOver) return handingOver;
    const earlier = earlierAgentTurns(scene, exchange);
    const talked = earlier.findIndex((turn) => !did(turn, 'STILL_THERE'));
    const asked = talked === -1 ? earlier.length : talked;
    return asked < this.limits.maxSilences
      ? standardLine(scene, 'STILL_THERE', ({ stillThere }) => stillThere)
      : standardLine(scene, 'NOBODY_THERE', ({ nobodyThere }) => nobodyThere);
  }

  private isTimeToGo({ call, conversation, turns }: TalkScene): boolean {
    const talked = turns.reduce((sum, turn) => sum + (turn.speaker === 'LEAD' ? turn.text.length : 0), 0);
    if (talked > this.limits.maxTalkCharacters) return true;
    if (call.maxCallSeconds === undefined) return false;
    const elapsed = (this.clock.now().getTime() - conversation.startedAt.getTime()) / 1_000;
    return elapsed > call.maxCallSeconds - this.limits.goodbyeSeconds;
  }
}

/** A sentence of the program, in the language last spoken. */
export function standardLine(scene: TalkScene, action: TurnAction, choose: (lines: SpokenLines) => string): AgentLine {
  const language = languageIn(scene, '');
  return { text: choose(linesIn(language)), language, action };
}
