import { Injectable } from '@nestjs/common';
import { OPT_OUT_KEY } from '../../compliance/disclosure/disclosure-lines';
import { isOptOut } from '../../compliance/opt-out-words';
import type { Turn } from '../../conversations/turn.entity';
import { monotonicMs } from '../../platform/clock/clock';
import type { AnswerPlan, Heard } from '../../voice/carrier.port';
import { planOf } from './answer-plan';
import { asksForRemoval, awaitsLeaveToGoOn } from './going-on';
import { honestLine } from './honest-line';
import { NextLine, standardLine } from './next-line.service';
import type { SpokenCall } from './spoken-call';
import { linesIn } from './spoken-lines';
import { heardText } from './spoken-text';
import { TalkLimits } from './talk-limits';
import { TalkReplies } from './talk-replies.service';
import { type AgentLine, agentTurnOf, languageIn, type TalkScene, wasHeard } from './talk-scene';
import { TalkScenes } from './talk-scenes.service';
import { TalkTranscript, type Words } from './talk-transcript.service';
import { did } from './turn-actions';

/**
 * A conversation on the phone, exchange by exchange. The carrier may ask about an exchange more than once, at once or later:
 * each is answered once, and every copy gets the same answer. There is always an answer: never silence.
 */
@Injectable()
export class SpokenConversation {
  constructor(
    private readonly scenes: TalkScenes,
    private readonly transcript: TalkTranscript,
    private readonly replies: TalkReplies,
    private readonly next: NextLine,
    private readonly limits: TalkLimits,
  ) {}

  /** The phone has been picked up: says who calls, at once, without asking a model. */
  async open(call: SpokenCall): Promise<AnswerPlan> {
    const ready = this.replies.prepare(call);
    const scene = await this.scenes.of(call);
    const turn = agentTurnOf(scene, 0) ?? (await this.transcript.say(scene, 0, await this.scenes.openingOf(scene)));
    await ready;
    return planOf(scene, turn);
  }

  /** What to say to what was heard in `exchange`, 1 or more. */
  async reply(call: SpokenCall, exchange: number, heard: Heard): Promise<AnswerPlan> {
    const deadline = monotonicMs() + this.limits.answerWithinMs;
    const scene = await this.scenes.of(call);
    const words = this.wordsOf(heard);
    // Asked before anything else: a wish not to be called again counts even if this exchange has been answered.
    if (words && forbidsCalls(scene, exchange, heard)) return planOf(scene, await this.optOut(scene, exchange, words));
    const said = agentTurnOf(scene, exchange);
    if (said) return planOf(scene, said);
    if (scene.conversation.status === 'ENDED') return this.keep(scene, exchange, words);
    const turn = words
      ? await this.answer(scene, exchange, { ...words, deadline })
      : await this.silence(scene, exchange);
    return planOf(scene, turn);
  }

  /**
   * What was heard on a call that is over, or whose person was taken for a machine: kept, and obeyed when it forbids another call.
   * No model is asked.
   */
  async hearLate(call: SpokenCall, exchange: number, heard: Heard): Promise<AnswerPlan> {
    const scene = await this.scenes.of(call);
    const words = this.wordsOf(heard);
    if (words && forbidsCalls(scene, exchange, heard)) return planOf(scene, await this.optOut(scene, exchange, words));
    return this.keep(scene, exchange, words);
  }

  private wordsOf({ text, confidence, digits }: Heard): Words | null {
    const spoken = heardText(text, this.limits.maxHeardCharacters);
    if (spoken) return { text: spoken, ...(confidence === undefined ? {} : { confidence }) };
    const keys = (digits ?? '').replace(/[^0-9*#]/g, '').slice(0, 20);
    return keys ? { text: `(pressed ${keys})`, isKeyed: true } : null;
  }

  private async answer(scene: TalkScene, exchange: number, words: Words & { deadline: number }): Promise<Turn> {
    const { turn, first } = await this.transcript.hear(scene, exchange, words);
    const now: TalkScene = { ...scene, turns: [...scene.turns.filter(({ seq }) => seq !== turn.seq), turn] };
    if (!first) return this.copyOf(now, exchange);
    const line = honestLine(now, words.text, await this.next.toWords(now, exchange, words));
    return did({ action: line.action ?? null }, 'OPT_OUT')
      ? this.transcript.optOut(now, exchange, line)
      : this.transcript.say(now, exchange, line);
  }

  /** Another copy of this request is being answered. If it was lost on the way, the person is asked to say it again. */
  private async copyOf(scene: TalkScene, exchange: number): Promise<Turn> {
    const reply = await this.transcript.awaitReply(scene, exchange);
    return (
      reply ??
      this.transcript.say(
        scene,
        exchange,
        standardLine(scene, 'SAY_AGAIN', ({ sayAgain }) => sayAgain),
      )
    );
  }

  private async silence(scene: TalkScene, exchange: number): Promise<Turn> {
    if (wasHeard(scene, exchange)) return this.copyOf(scene, exchange);
    return this.transcript.say(scene, exchange, await this.next.toSilence(scene, exchange));
  }

  /** Needs no model, works in every stage, and is the same whoever understood it. */
  private optOut(scene: TalkScene, exchange: number, words: Words): Promise<Turn> {
    const language = languageIn(scene, words.text);
    const line: AgentLine = { text: linesIn(language).optedOut, language, action: 'OPT_OUT' };
    return this.transcript.optOut(scene, exchange, honestLine(scene, words.text, line), words);
  }

  /** Words that arrive after the end are kept; nobody is there to hear an answer. */
  private async keep(scene: TalkScene, exchange: number, words: Words | null): Promise<AnswerPlan> {
    if (words) await this.transcript.hear(scene, exchange, words);
    return { kind: 'HANG_UP' };
  }
}

function forbidsCalls(scene: TalkScene, exchange: number, { text, digits }: Heard): boolean {
  const isRemoval = awaitsLeaveToGoOn(scene, exchange) && asksForRemoval(text);
  return digits === OPT_OUT_KEY || isRemoval || isOptOut(text);
}
