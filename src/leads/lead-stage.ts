/** How far a lead has come; the same table lives in the database, which refuses every other move. */
export const LEAD_STAGES = [
  'NEW',
  'CONTACTED',
  'QUALIFYING',
  'QUALIFIED',
  'NURTURING',
  'DISQUALIFIED',
  'APPOINTMENT_BOOKED',
  'HANDED_OFF',
] as const;

export type LeadStage = (typeof LEAD_STAGES)[number];

/** The stage every lead is born in. */
export const FIRST_STAGE: LeadStage = 'NEW';

export const LEAD_MOVES: Readonly<Record<LeadStage, readonly LeadStage[]>> = {
  NEW: ['CONTACTED', 'QUALIFYING', 'HANDED_OFF'],
  CONTACTED: ['QUALIFYING', 'HANDED_OFF'],
  QUALIFYING: ['QUALIFIED', 'NURTURING', 'DISQUALIFIED', 'HANDED_OFF'],
  QUALIFIED: ['APPOINTMENT_BOOKED', 'HANDED_OFF'],
  NURTURING: ['QUALIFYING', 'HANDED_OFF'],
  DISQUALIFIED: ['HANDED_OFF'],
  APPOINTMENT_BOOKED: ['HANDED_OFF'],
  HANDED_OFF: [],
};

export type StageVerdict = 'MOVE' | 'ALREADY_THERE' | 'ILLEGAL';

/**
 * What asking for `to` means for a lead that stands at `from`. News arrives late and twice, so a stage the lead has already
 * passed through (or stands at) is no error: only a stage it could neither move to nor have come from is.
 */
export function verdictOfMove(from: LeadStage, to: LeadStage): StageVerdict {
  if (from === to) return 'ALREADY_THERE';
  if (LEAD_MOVES[from].includes(to)) return 'MOVE';
  return stagesAfter(to).has(from) ? 'ALREADY_THERE' : 'ILLEGAL';
}

function stagesAfter(stage: LeadStage): ReadonlySet<LeadStage> {
  const seen = new Set<LeadStage>();
  const queue: LeadStage[] = [stage];
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const target of LEAD_MOVES[next]) {
      if (seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  return seen;
}
