/** What is needed of a live call to talk on it. */
export interface SpokenCall {
  readonly id: string;
  readonly tenantId: string;
  readonly leadId: string;
  readonly campaignId?: string;
  /** What the conversation will be scored by; the standard rubric when absent. */
  readonly rubricId?: string;
  readonly agentId: string;
  readonly agentVersion: number;
  /** What the campaign tells its agents, as it was when the call was made. */
  readonly guidance: string;
  /** E.164. */
  readonly phone: string;
  /** After how many seconds the carrier cuts the call; when given, the agent says goodbye shortly before. */
  readonly maxCallSeconds?: number;
}
