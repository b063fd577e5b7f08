import type { EscalationTrigger } from '../../escalation/triggers/escalation-trigger';
import type { ReplyLanguage } from '../../conversations/languages/next-language';
import type { Action } from '../flows/flow';
import type { Violation } from './composed-reply';

/** What is to be said and done; nothing has happened yet. */
export interface ReplyPlan {
  /** What to say; the action may put other words in its place. */
  readonly text: string;
  readonly language: ReplyLanguage;
  readonly action: Action;
  /** The lead's own words that ask for the action. */
  readonly cause: string | null;
  readonly escalation: { readonly trigger: EscalationTrigger; readonly reason: string } | null;
  readonly cited: readonly string[];
  readonly model: string | null;
  readonly withheld: readonly Violation[];
  /** The lead is asked with it which letters it prefers. */
  readonly asksScript: boolean;
}
