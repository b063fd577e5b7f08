import type { ModelUsage } from '../usage/model-usage';

export type ModelTier = 'FAST' | 'STRONG';
/**
 * What an answer is wanted for. CALL_TURN: what to say on the phone; ROUTE: who should answer a message; REPLY: what to write back;
 * EXTRACTION: facts from a conversation that goes on; ASSESSMENT: facts from one that has ended.
 */
export type ModelPurpose = 'CALL_TURN' | 'ASSESSMENT' | 'ROUTE' | 'REPLY' | 'EXTRACTION';

export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** Something the model may ask for; the caller decides whether it happens. */
export interface ToolDeclaration {
  readonly name: string;
  readonly description: string;
  /** JSON schema of type `object`. */
  readonly inputSchema: object;
}

/**
 * One question to a language model. The last message is the user's. Tools and an output schema exclude each other: a model that
 * must answer in a form may skip a tool it needed.
 */
export interface ModelRequest {
  /**
   * FAST answers simple turns, STRONG qualifies; which model that is, is configuration. Near the end of a budget the fast model
   * answers what the strong one was asked.
   */
  readonly tier: ModelTier;
  readonly purpose: ModelPurpose;
  /** Our own instructions; never anything a person said or typed. Cached by the provider: keep it the same from turn to turn. */
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ToolDeclaration[];
  /** JSON schema the text of the answer will follow; limits such as `maximum` are not enforced by the provider. */
  readonly outputSchema?: object;
  readonly maxOutputTokens: number;
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole answer; three times the configured wait for its beginning when absent. */
  readonly timeoutMs?: number;
  /** Whom the cost belongs to. */
  readonly attribution: {
    readonly callId?: string;
    readonly campaignId?: string;
    readonly conversationId?: string;
    readonly leadId?: string;
  };
}

export interface ToolCall {
  readonly name: string;
  readonly input: unknown;
}

export interface ModelAnswer {
  /** Empty when the model only called tools. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /** The model that answered. */
  readonly model: string;
  readonly stopReason: string;
  /** The provider's id of this request. */
  readonly requestId?: string;
  readonly usage: ModelUsage;
}

/** A language model. What is injected under this name is metered: every answer is reserved before and settled after. */
export abstract class LanguageModel {
  /** False without a key: nothing can be asked. */
  abstract isConfigured(): boolean;

  /**
   * Asks once; never retried here. Must not be called inside a unit of work.
   * @throws ModelUnavailable when it may work later; ModelRefused when the model declines; ModelAnswerInvalid when the answer has
   * not the promised form; TokenBudgetExhausted when a budget or a cap has no room.
   */
  abstract complete(request: ModelRequest): Promise<ModelAnswer>;
}
