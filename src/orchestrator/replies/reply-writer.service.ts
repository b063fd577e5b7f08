import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { LanguageModel, type ModelTier } from '../../language-models/language-model.port';
import { structuredAnswer } from '../../language-models/structured-answer';
import { AppConfig } from '../../platform/config/config';
import { currentTenantId } from '../../platform/context/request-context';
import { Metrics } from '../../platform/metrics/metrics';
import { ACTIONS_IN } from '../flows/flow';
import type { Route } from '../routing/route';
import { asksByRules } from '../routing/route-by-rules';
import { freshText, isCut, type Scene } from '../scenes/scene';
import { canaryOf } from './canary';
import { type JudgedDraft, judgeDraft } from './judge-draft';
import { ordersTheMachine } from './orders-to-machine';
import { replyShape, replySchema } from './reply-draft';
import { type ReplyMaterial, replyPrompt } from './reply-prompt';

const MAX_OUTPUT_TOKENS = 1_500;
const TIMEOUT_MS = 30_000;
/** Less sure than this, or less than friendly, and the stronger model writes. */
const SIMPLE_CONFIDENCE = 0.8;

export interface WrittenReply extends JudgedDraft {
  readonly model: string;
}

/** Has a model write a reply, and lets through only what may be said. */
@Injectable()
export class ReplyWriter {
  private readonly logger = new Logger(ReplyWriter.name);
  private readonly withheld;

  constructor(
    private readonly model: LanguageModel,
    private readonly config: AppConfig,
    metrics: Metrics,
  ) {
    this.withheld = metrics.counter({
      name: 'replies_withheld_total',
      help: 'Replies of language models that were not said, by what was wrong with them.',
      labelNames: ['violation'],
    });
  }

  /**
   * The reply of the routed model; one that may not be said is written once more by the stronger one. What comes back may still hold
   * violations: then it is not to be said.
   * @throws ModelFailure, TokenBudgetExhausted
   */
  async write(scene: Scene, route: Route, material: ReplyMaterial): Promise<WrittenReply> {
    const first = await this.draft(scene, route, material, tierFor(route));
    return first.violations.length === 0 ? first : this.draft(scene, route, material, 'STRONG');
  }

  private async draft(scene: Scene, route: Route, material: ReplyMaterial, tier: ModelTier): Promise<WrittenReply> {
    const canary = canaryOf(this.config.auth.secretKey, currentTenantId());
    const { system, rules, messages } = replyPrompt(scene, material, {
      fence: randomBytes(12).toString('hex'),
      canary,
    });
    const answer = await this.model.complete({
      tier,
      purpose: 'REPLY',
      system,
      messages,
      outputSchema: replySchema(ACTIONS_IN[material.flow]),
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      timeoutMs: TIMEOUT_MS,
      attribution: { conversationId: scene.conversation.id, leadId: scene.lead.id },
    });
    const { turns } = scene;
    const judged = judgeDraft(structuredAnswer(answer, replyShape), {
      flow: material.flow,
      asks: route.asks || asksByRules(freshText(scene)),
      fresh: scene.fresh.map(({ text }) => text),
      passages: material.passages,
      company: ownWordsOf(scene),
      guard: { canary, rules, sources: sourcesOf(scene, material), said: turns, isCut: isCut(turns) },
    });
    for (const violation of judged.violations) this.withheld.inc({ violation });
    if (judged.violations.length > 0)
      this.logger.warn(
        { conversationId: scene.conversation.id, violations: judged.violations },
        'a reply was withheld',
      );
    return { ...judged, model: answer.model };
  }
}

function tierFor({ confidence, sentiment }: Route): ModelTier {
  return confidence >= SIMPLE_CONFIDENCE && sentiment !== 'NEGATIVE' && sentiment !== 'ANGRY' ? 'FAST' : 'STRONG';
}

function sourcesOf(scene: Scene, { passages }: ReplyMaterial): string[] {
  // A document somebody got an order to the machine into vouches for nothing.
  const vouching = passages.filter(({ text }) => !ordersTheMachine(text));
  return [...ownWordsOf(scene), ...vouching.flatMap(({ title, text }) => [title, text])];
}

/** What the company wrote of itself. */
function ownWordsOf({ agent, brandVoice, company, project }: Scene): string[] {
  return [agent?.prompt, brandVoice, company, project].filter((text): text is string => typeof text === 'string');
}
