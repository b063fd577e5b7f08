import type { SimulatedCarrier, SimulatedModel } from './scenario';

/** What an answer took on average in a run of the demonstration (823 replies, 179 assessments), and the models of the environment's defaults. */
export const USUAL_MODEL: SimulatedModel = {
  fast: 'claude-haiku-5-5',
  strong: 'claude-sonnet-5-5',
  perReply: { inputTokens: 360, cacheWriteTokens: 0, cacheReadTokens: 906, outputTokens: 17 },
  perAssessment: { inputTokens: 693, cacheWriteTokens: 0, cacheReadTokens: 893, outputTokens: 449 },
};

/** First words of a usual length: what the law demands, and a greeting. */
export function usualGreeting(seller: string): string {
  return (
    `This is an AI assistant making a sales call on behalf of ${seller}. To get no more calls, press 9 or say stop. ` +
    'This call may be recorded and is transcribed. Do you have a minute?'
  );
}

/** Twilio's list price of a call to a number in the United States, as the emulator charges it, and the number calls come from where none is set up. */
export const USUAL_CARRIER = {
  microsPerMinute: 14_000,
  callerId: '+14155550100',
} as const satisfies Partial<SimulatedCarrier>;
