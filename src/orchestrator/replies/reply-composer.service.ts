import { Injectable, Logger } from '@nestjs/common';
import { asksWhetherMachine } from '../../calls/talk/machine-question';
import { linesIn } from '../../calls/talk/spoken-lines';
import type { EscalationTrigger } from '../../escalation/triggers/escalation-trigger';
import { triggerOf } from '../../escalation/triggers/trigger-of';
import { KnowledgeSearch } from '../../knowledge/knowledge-search.service';
import { ModelAnswerInvalid, ModelFailure, ModelRefused } from '../../language-models/language-models.errors';
import { TokenBudgetExhausted } from '../../usage/usage.errors';
import { MODEL_ATTEMPTS } from '../answers/model-attempts';
import { offerOf } from '../flows/offers';
import type { Route } from '../routing/route';
import { freshText, type Scene } from '../scenes/scene';
import { repeatedReply } from './repeated-reply';
import { replyLinesIn } from './reply-lines';
import type { ReplyPlan } from './reply-plan';
import { ReplyWriter, type WrittenReply } from './reply-writer.service';
import { isUnreadable } from './unreadable';

const SENTIMENT: Readonly<Record<Route['sentiment'], number>> = {
  POSITIVE: 0.5,
  NEUTRAL: 0,
  NEGATIVE: -0.3,
  ANGRY: -1,
};

/** Decides what to say to a message: by rules where they suffice, else by a model that is held to what is on record. */
@Injectable()
export class ReplyComposer {
  private readonly logger = new Logger(ReplyComposer.name);

  constructor(
    private readonly writer: ReplyWriter,
    private readonly knowledge: KnowledgeSearch,
  ) {}

  /**
   * @param attempts times this was tried; a failure of the model is thrown until it has been tried often enough.
   * @throws ModelFailure
   */
  async compose(scene: Scene, route: Route, attempts: number): Promise<ReplyPlan> {
    const certain = byRules(scene, route);
    if (certain) return certain;
    try {
      return planOf(scene, route, await this.write(scene, route));
    } catch (error) {
      if (!isWithoutModel(error, attempts)) throw error;
      this.logger.warn(
        { conversationId: scene.conversation.id, reason: error.name },
        'a message is answered without a model',
      );
      const refused = error instanceof ModelRefused || error instanceof ModelAnswerInvalid;
      return escalation(
        scene,
        route,
        refused ? 'MODEL_REFUSED' : 'LOW_CONFIDENCE',
        'No language model could answer.',
        'holding',
      );
    }
  }

  private async write(scene: Scene, route: Route): Promise<WrittenReply> {
    const { flow, language } = route;
    const passages = await this.knowledge.search({ query: freshText(scene), projectId: scene.lead.projectId });
    const nextQuestion = flow === 'SALES' ? scene.nextQuestion : null;
    return this.writer.write(scene, route, { flow, language, passages, nextQuestion });
  }
}

function isWithoutModel(error: unknown, attempts: number): error is Error {
  if (error instanceof TokenBudgetExhausted) return true;
  return error instanceof ModelFailure && attempts >= MODEL_ATTEMPTS;
}

/** What no model has to be asked for; undefined where one has. */
function byRules(scene: Scene, route: Route): ReplyPlan | undefined {
  const lines = replyLinesIn(route.language);
  if (route.intent === 'OPT_OUT') return saying(scene, route, lines.optedOut(scene.company), 'OPT_OUT');
  const trigger = triggerIn(scene, route);
  if (trigger) return escalation(scene, route, trigger, REASONS[trigger] ?? 'The conversation needs a person.');
  if (!scene.agent)
    return escalation(scene, route, 'NO_KNOWLEDGE', 'No active agent speaks for the project of this lead.', 'holding');
  if (isUnreadable(scene.fresh)) return saying(scene, route, lines.unreadable, 'OFFER_HUMAN');
  const repeated = repeatedReply(scene);
  return repeated === undefined ? undefined : worded(route, repeated, 'NONE');
}

function triggerIn(scene: Scene, route: Route): EscalationTrigger | null {
  const wantsHuman = route.intent === 'HUMAN';
  const offered = offerOf(scene.turns) === 'OFFER_HUMAN';
  const trigger = triggerOf({
    text: freshText(scene),
    exchanges: scene.answered + 1,
    confidence: route.confidence,
    sentiment: SENTIMENT[route.sentiment],
    wantsHumanForUnknown: wantsHuman && offered,
  });
  return trigger ?? (wantsHuman ? 'HUMAN_REQUESTED' : null);
}

const REASONS: Readonly<Partial<Record<EscalationTrigger, string>>> = {
  HUMAN_REQUESTED: 'They asked for a person.',
  KEYWORD: 'They asked for a person.',
  ANGER: 'They are angry.',
  LOW_CONFIDENCE: 'The agent is not sure what they want.',
  NO_KNOWLEDGE: 'Nothing on record answers their question, and they took the offer of a person.',
  TOO_MANY_EXCHANGES: 'The conversation has gone on for long.',
};

/** The model's words where they may be said; otherwise that it is not known, and the offer of a person. */
function planOf(scene: Scene, route: Route, written: WrittenReply): ReplyPlan {
  const { violations, isUnknown, action, cause, cited, model } = written;
  const withheld = violations;
  if (violations.length > 0 || isUnknown) {
    return { ...saying(scene, route, replyLinesIn(route.language).unknown, 'OFFER_HUMAN'), withheld, model: null };
  }
  return { ...saying(scene, route, written.text, action), cause, cited, model, withheld };
}

/** Who asks whether a machine writes is told so first, whatever the answer makes of the question. */
function saying(scene: Scene, route: Route, text: string, action: ReplyPlan['action']): ReplyPlan {
  const lines = replyLinesIn(route.language);
  const truth = asksWhetherMachine(freshText(scene)) ? `${linesIn(route.language).machine(scene.company)} ` : '';
  const question = route.asksScript ? ` ${lines.askScript}` : '';
  return { ...worded(route, `${truth}${text}${question}`, action), asksScript: route.asksScript };
}

/** Just these words: what is said again has the truth in it already, and the question. */
function worded({ language }: Route, text: string, action: ReplyPlan['action']): ReplyPlan {
  return {
    text,
    language,
    action,
    cause: null,
    escalation: null,
    cited: [],
    model: null,
    withheld: [],
    asksScript: false,
  };
}

function escalation(
  scene: Scene,
  route: Route,
  trigger: EscalationTrigger,
  reason: string,
  line: 'handover' | 'holding' = 'handover',
): ReplyPlan {
  const plan = saying(scene, { ...route, asksScript: false }, replyLinesIn(route.language)[line], 'REQUEST_HUMAN');
  return { ...plan, escalation: { trigger, reason } };
}
