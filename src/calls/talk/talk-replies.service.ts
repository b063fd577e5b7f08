import { Injectable, Logger } from '@nestjs/common';
import { LanguageModel, type ModelAnswer } from '../../language-models/language-model.port';
import { monotonicMs } from '../../platform/clock/clock';
import { TooLate, within } from '../../platform/clock/within';
import { TokenBudgetExhausted } from '../../usage/usage.errors';
import type { SpokenCall } from './spoken-call';
import { linesIn, type SpokenLines } from './spoken-lines';
import { spokenText } from './spoken-text';
import { TalkHandOver } from './talk-hand-over.service';
import { TalkLimits } from './talk-limits';
import { type TalkPrompt, talkPrompt } from './talk-prompt';
import { TalkAdviser } from './talk-adviser.service';
import { type AgentLine, earlierAgentTurns, languageIn, type TalkScene } from './talk-scene';
import { actionOf, decisionOf, type EndReason, TALK_TOOLS, type TalkDecision } from './talk-tools';
import { did } from './turn-actions';

/** Part of the time for an answer that is kept for storing it. */
const STORING_MS = 500;

/** Asks a language model what to say. Whatever happens to the model, there is something to say. */
@Injectable()
export class TalkReplies {
  private readonly logger = new Logger(TalkReplies.name);

  constructor(
    private readonly model: LanguageModel,
    private readonly limits: TalkLimits,
    private readonly handOver: TalkHandOver,
    private readonly adviser: TalkAdviser,
  ) {}

  /** Reads ahead what answers will need; never fails. */
  prepare(call: SpokenCall): Promise<void> {
    return this.model.isConfigured() ? this.adviser.prepare(call) : Promise.resolve();
  }

  /**
   * The agent's line in an exchange whose words are the last turn of the scene. Must not run inside a unit of work.
   * @param deadline when the line must be stored, on the monotonic clock.
   */
  async to(scene: TalkScene, exchange: number, deadline: number): Promise<AgentLine> {
    if (!this.model.isConfigured()) return this.fallback(scene, exchange, { hopeless: true });
    try {
      const advice = await this.adviser.adviceFor(scene, exchange);
      const answer = await this.ask(talkPrompt(scene, advice), scene, deadline - STORING_MS - monotonicMs());
      const line = this.lineOf(scene, answer) ?? this.fallback(scene, exchange);
      return did({ action: line.action ?? null }, 'REQUEST_HUMAN') ? await this.handOver.lineFor(scene, line) : line;
    } catch (error) {
      if (error instanceof TokenBudgetExhausted) return this.leave(scene, error);
      this.logger.warn('no answer of the language model', { callId: scene.call.id }, error);
      return this.fallback(scene, exchange);
    }
  }

  private async ask(prompt: TalkPrompt, scene: TalkScene, milliseconds: number): Promise<ModelAnswer> {
    const timeoutMs = Math.floor(milliseconds);
    if (timeoutMs <= 0) throw new TooLate(timeoutMs);
    const { id: callId, campaignId, leadId } = scene.call;
    return within(timeoutMs, (signal) =>
      this.model.complete({
        tier: 'FAST',
        purpose: 'CALL_TURN',
        ...prompt,
        tools: TALK_TOOLS,
        maxOutputTokens: this.limits.maxOutputTokens,
        signal,
        timeoutMs,
        attribution: { callId, conversationId: scene.conversation.id, leadId, ...(campaignId ? { campaignId } : {}) },
      }),
    );
  }

  /** Null when the model neither spoke nor decided anything. */
  private lineOf(scene: TalkScene, answer: ModelAnswer): AgentLine | null {
    const decision = decisionOf(answer.toolCalls);
    const said = spokenText(answer.text, this.limits.maxSpokenCharacters, answer.stopReason === 'max_tokens');
    const spoken = languageIn(scene, said);
    if (!decision) return said === '' ? null : { text: said, language: spoken, model: answer.model };
    const text = closing(decision, said, linesIn(languageIn(scene, '')));
    return { text, language: languageIn(scene, text), action: actionOf(decision), model: answer.model };
  }

  /** The person was heard to the end and hears whole sentences, in the language last spoken; the line costs nothing. */
  private leave(scene: TalkScene, { refusing }: TokenBudgetExhausted): AgentLine {
    this.logger.warn('a call ends because a budget or a cap has no room', { callId: scene.call.id, refusing });
    const language = languageIn(scene, '');
    const { mustGo, wrapUp } = linesIn(language);
    return refusing === 'CALL_TOKENS'
      ? { text: wrapUp, language, action: 'WRAP_UP' }
      : { text: mustGo, language, action: 'OUT_OF_BUDGET' };
  }

  /** Asks once to repeat, which gives the model a second chance; then apologises and leaves. */
  private fallback(scene: TalkScene, exchange: number, { hopeless = false } = {}): AgentLine {
    const language = languageIn(scene, '');
    const lines = linesIn(language);
    const asked = did(earlierAgentTurns(scene, exchange)[0], 'SAY_AGAIN');
    return hopeless || asked
      ? { text: lines.apology, language, action: 'APOLOGY' }
      : { text: lines.sayAgain, language, action: 'SAY_AGAIN' };
  }
}

/**
 * The last sentence. Where the program promises something, it says what it will really do; a machine is told nothing.
 */
function closing(decision: TalkDecision, said: string, lines: SpokenLines): string {
  switch (decision.kind) {
    case 'OPT_OUT':
      return lines.optedOut;
    case 'REQUEST_HUMAN':
      return lines.human;
    case 'SCHEDULE_CALLBACK':
      return said || lines.callback;
    case 'END_CALL':
      return farewell(decision.reason, said, lines);
    default:
      return lines.goodbye;
  }
}

function farewell(reason: EndReason, said: string, lines: SpokenLines): string {
  if (reason === 'voicemail') return '';
  return said || (reason === 'wrong_number' ? lines.wrongNumber : lines.goodbye);
}
