/** How a model differs from others in what it accepts. (platform.claude.com model pages) */
export interface ModelTraits {
  /** Thinks unless told not to. */
  thinksByDefault: boolean;
  /** Effort levels at which `thinking: disabled` is accepted. */
  disabledAt: readonly string[];
  /** `thinking: enabled` with `budget_tokens` is accepted. */
  budgets: boolean;
  /** `tool_choice` may force a tool. */
  forcedTools: boolean;
  /** The last message may be the beginning of the answer. */
  prefill: boolean;
  maxOutput: number;
  defaultEffort: string;
}

const anyEffort = ['low', 'medium', 'high', 'xhigh', 'max'];

const newest: ModelTraits = {
  thinksByDefault: true,
  disabledAt: [],
  budgets: false,
  forcedTools: false,
  prefill: false,
  maxOutput: 128_000,
  defaultEffort: 'medium',
};
const fifth: ModelTraits = { ...newest, thinksByDefault: false, disabledAt: anyEffort, forcedTools: true };
const fourth: ModelTraits = { ...fifth, budgets: true, prefill: true, maxOutput: 64_000, defaultEffort: 'high' };

const models: Record<string, ModelTraits> = {
  'claude-sonnet-5-5': { ...newest, defaultEffort: 'high' },
  'claude-haiku-5-5': { ...newest, disabledAt: ['low', 'medium', 'high'], forcedTools: true },
  'claude-opus-5-5': newest,
  'claude-fable-5-2': newest,
  'claude-mythos-5-2': newest,
  'claude-fable-5-1': newest,
  'claude-mythos-5-1': newest,
  'claude-sonnet-5': fifth,
  'claude-opus-5': fifth,
  'claude-fable-5': fifth,
  'claude-mythos-5': fifth,
  'claude-mythos-preview': fifth,
  'claude-opus-4-8': { ...fourth, prefill: false },
  'claude-opus-4-7': { ...fourth, prefill: false },
  'claude-opus-4-6': { ...fourth, prefill: false },
  'claude-sonnet-4-6': { ...fourth, prefill: false },
  'claude-haiku-4-5': fourth,
  'claude-haiku-4-5-20251001': fourth,
  'claude-opus-4-5': fourth,
  'claude-opus-4-5-20251101': fourth,
  'claude-sonnet-4-5': fourth,
  'claude-sonnet-4-5-20250929': fourth,
};

export function traitsOf(model: string): ModelTraits | undefined {
  return Object.hasOwn(models, model) ? models[model] : undefined;
}
