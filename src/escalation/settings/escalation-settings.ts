/** How a company wants to hear of requests for a human. */
export interface EscalationSettings {
  /** Told beside the members; at most 20. */
  readonly emails: readonly string[];
  /** Minutes of waiting unclaimed after which it is reminded of, rising; none: never. */
  readonly reminderMinutes: readonly number[];
  /** Address of a page of the company's own that shows a conversation, in which `{conversationId}` stands for it. */
  readonly transcriptPage: string | null;
}

export const DEFAULT_ESCALATION_SETTINGS: EscalationSettings = {
  emails: [],
  reminderMinutes: [5, 15, 60],
  transcriptPage: null,
};

export const MOST_EMAILS = 20;
export const MOST_REMINDERS = 10;
/** A week. */
export const LONGEST_REMINDER_MINUTES = 10_080;

/** When the reminder after `sent` others is due; null when none is left. */
export function nextReminder(waitingSince: Date, minutes: readonly number[], sent: number): Date | null {
  const wait = minutes[sent];
  return wait === undefined ? null : new Date(waitingSince.getTime() + wait * 60_000);
}
