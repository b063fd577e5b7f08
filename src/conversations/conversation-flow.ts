/** What a written conversation is about; it follows the lead from one to another. */
export const FLOWS = ['SALES', 'SUPPORT', 'GENERAL'] as const;

export type Flow = (typeof FLOWS)[number];
