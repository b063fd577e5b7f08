import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { optOutCommandOf, type OptOutMedium } from '../../compliance/opt-out-words';
import { LanguageModel } from '../../language-models/language-model.port';
import { structuredAnswer } from '../../language-models/structured-answer';
import { offerOf } from '../flows/offers';
import { asksForHuman, isHumanKeyword } from '../../escalation/triggers/human-request';
import { accepts } from '../../qualification/evidence/spoken-words';
import { ordersTheMachine } from '../replies/orders-to-machine';
import { freshText, type Scene } from '../scenes/scene';
import { threadForModel } from '../scenes/thread-for-model';
import { languageOfThread } from './language-of-thread';
import { flowOf, type Intent, ROUTE_SCHEMA, type Route, type RouteAnswer, routeShape } from './route';
import { asksByRules, intentByRules } from './route-by-rules';
import { ROUTE_PROMPT } from './route-prompt';

const MAX_OUTPUT_TOKENS = 300;
const TIMEOUT_MS = 15_000;

/** Finds out what a lead wants: by rules where its words leave no doubt or no model is to be had, else by the fast model. */
@Injectable()
export class MessageRouter {
  constructor(private readonly model: LanguageModel) {}

  /** @throws ModelFailure, TokenBudgetExhausted */
  async route(scene: Scene): Promise<Route> {
    const certain = certainIntent(scene);
    return certain ? routed(scene, byRules(scene, certain, 1), 'RULES') : routed(scene, await this.ask(scene), 'MODEL');
  }

  /** Without a model: as sure as words can be. */
  routeByRules(scene: Scene): Route {
    const intent = certainIntent(scene) ?? intentByRules(freshText(scene), scene.flow);
    return routed(scene, byRules(scene, intent, RULES_CONFIDENCE), 'RULES');
  }

  private async ask(scene: Scene): Promise<RouteAnswer> {
    const answer = await this.model.complete({
      tier: 'FAST',
      purpose: 'ROUTE',
      system: ROUTE_PROMPT,
      messages: [{ role: 'user', text: threadForModel(scene.turns, randomBytes(12).toString('hex')) }],
      outputSchema: ROUTE_SCHEMA,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      timeoutMs: TIMEOUT_MS,
      attribution: { conversationId: scene.conversation.id, leadId: scene.lead.id },
    });
    return unswayed(scene, structuredAnswer(answer, routeShape));
  }
}

/** A wish to stop or for a person, read out of an order to the machine, is not taken on a model's word. */
function unswayed(scene: Scene, answer: RouteAnswer): RouteAnswer {
  if (answer.intent !== 'OPT_OUT' && answer.intent !== 'HUMAN') return answer;
  return ordersTheMachine(freshText(scene)) ? { ...answer, intent: scene.flow ?? 'GENERAL' } : answer;
}

/** Enough not to call a person for want of a model alone. */
const RULES_CONFIDENCE = 0.6;

/** A wish to stop, one for a person in plain words, and a person that was offered and is accepted, are nobody's guess. */
function certainIntent(scene: Scene): Intent | undefined {
  const text = freshText(scene);
  const medium: OptOutMedium = scene.conversation.channel === 'WEB_FORM' ? 'LETTER' : 'TEXT';
  if (scene.fresh.some((turn) => optOutCommandOf(turn.text, medium) === 'OPT_OUT')) return 'OPT_OUT';
  if (asksForHuman(text) || isHumanKeyword(text)) return 'HUMAN';
  return offerOf(scene.turns) === 'OFFER_HUMAN' && accepts(text) ? 'HUMAN' : undefined;
}

function byRules(scene: Scene, intent: Intent, confidence: number): RouteAnswer {
  return { intent, sentiment: 'NEUTRAL', confidence, asks_question: asksByRules(freshText(scene)) };
}

function routed(scene: Scene, answer: RouteAnswer, by: Route['by']): Route {
  const remembered = languageOfThread(scene.turns, scene.agent?.language ?? 'en', scene.languageBefore);
  return {
    intent: answer.intent,
    flow: flowOf(answer.intent, scene.flow),
    language: remembered.reply,
    asksScript: remembered.script === 'DUE',
    remembered,
    sentiment: answer.sentiment,
    confidence: answer.confidence,
    asks: answer.asks_question,
    by,
  };
}
