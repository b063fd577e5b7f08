import { normaliseText } from '../../qualification/evidence/normalise-text';
import { ordersTheMachine } from './orders-to-machine';
import type { Passage } from '../../knowledge/passage';
import type { Flow } from '../../conversations/conversation-flow';
import { ACTIONS_IN, type Action, NEEDS_CAUSE } from '../flows/flow';
import type { Violation } from './composed-reply';
import { mayClaim } from './own-claims';
import { MAX_REPLY, type ReplyDraft } from './reply-draft';
import { type GuardedBy, violationsIn } from './reply-guard';

export interface DraftCase {
  readonly flow: Flow;
  /** True when the lead asks for something to be told. */
  readonly asks: boolean;
  /** The lead's messages that are answered. */
  readonly fresh: readonly string[];
  readonly passages: readonly Passage[];
  /** What the company wrote of itself: persona, brand voice. */
  readonly company: readonly string[];
  readonly guard: GuardedBy;
}

/** A draft as far as it may be said and done. */
export interface JudgedDraft {
  readonly text: string;
  readonly action: Action;
  /** The lead's own words that ask for the action. */
  readonly cause: string | null;
  readonly cited: readonly string[];
  /** Nothing on record answers the question. */
  readonly isUnknown: boolean;
  /** Anything here, and the text is not said. */
  readonly violations: readonly Violation[];
}

/** Takes nothing a model says on trust: not its words, not its sources, not what it wants done. */
export function judgeDraft(draft: ReplyDraft, setting: DraftCase): JudgedDraft {
  const { flow, fresh, passages, guard } = setting;
  const text = plainText(draft.reply);
  const cited = draft.passages.flatMap((number) => passages[number - 1]?.id ?? []);
  const cause = causeIn(fresh, draft.quote);
  const allowed = ACTIONS_IN[flow].includes(draft.action) && (!NEEDS_CAUSE.has(draft.action) || cause !== null);
  const action = allowed ? draft.action : 'NONE';
  const violations = violationsIn(text, guard);
  const unsupported =
    draft.grounds === 'PASSAGES'
      ? !isSupported(cited, passages, setting.asks)
      : violations.length === 0 && !hasOtherGrounds(draft.grounds, text, action, setting);
  return {
    text,
    action,
    cause: allowed ? cause : null,
    cited: draft.grounds === 'PASSAGES' ? cited : [],
    isUnknown: draft.grounds === 'NOT_KNOWN' || unsupported,
    violations: [...violations, ...(unsupported ? (['NOT_SUPPORTED'] as const) : [])],
  };
}

/** By what it says and does, and not by its own account alone; a passage that supports an answer says what there is to say. */
function hasOtherGrounds(
  grounds: ReplyDraft['grounds'],
  text: string,
  action: Action,
  { asks, fresh, passages, company, guard }: DraftCase,
): boolean {
  if (grounds === 'NOT_KNOWN' || !asks || NEEDS_CAUSE.has(action)) return true;
  if (passages.some(({ isSupporting }) => isSupporting)) return true;
  return mayClaim(text, { fresh, company, said: guard.said, action });
}

/** What is asked is answered by passages that support an answer, or by none. */
function isSupported(cited: readonly string[], passages: readonly Passage[], asks: boolean): boolean {
  const used = passages.filter(({ id }) => cited.includes(id));
  return used.length > 0 && (!asks || used.some((passage) => passage.isSupporting));
}

/** The quoted words, when the lead wrote them and was not giving orders to a machine. */
function causeIn(fresh: readonly string[], quote: string | null): string | null {
  const wanted = normaliseText(quote ?? '');
  if (wanted.length < 2) return null;
  const said = fresh.find((text) => normaliseText(text).includes(wanted));
  return said !== undefined && !ordersTheMachine(said) ? quote : null;
}

/** People read it as it is: no markup, no hidden characters, no more than fits. */
function plainText(reply: string): string {
  const text = reply
    .replace(/\p{Cf}/gu, '')
    .replace(/^\s*(?:#{1,6}|[-*•]|\d+\.)\s+/gmu, '')
    .replace(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return text.length <= MAX_REPLY ? text : `${text.slice(0, MAX_REPLY - 1).replace(/\s+\S*$/u, '')}…`;
}
