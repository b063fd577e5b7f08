import { LEAD_MOVES, LEAD_STAGES, type LeadStage, type StageVerdict, verdictOfMove } from './lead-stage';

describe('verdictOfMove', () => {
  const cases: [LeadStage, LeadStage, StageVerdict][] = [
    ['NEW', 'CONTACTED', 'MOVE'],
    ['NEW', 'QUALIFYING', 'MOVE'],
    ['NEW', 'QUALIFIED', 'ILLEGAL'],
    ['NEW', 'DISQUALIFIED', 'ILLEGAL'],
    ['CONTACTED', 'CONTACTED', 'ALREADY_THERE'],
    ['QUALIFYING', 'CONTACTED', 'ALREADY_THERE'],
    ['QUALIFIED', 'QUALIFYING', 'ALREADY_THERE'],
    ['NURTURING', 'QUALIFYING', 'MOVE'],
    ['NURTURING', 'DISQUALIFIED', 'ILLEGAL'],
    ['DISQUALIFIED', 'QUALIFYING', 'ALREADY_THERE'],
    ['DISQUALIFIED', 'QUALIFIED', 'ILLEGAL'],
    ['APPOINTMENT_BOOKED', 'NEW', 'ALREADY_THERE'],
    ['HANDED_OFF', 'QUALIFIED', 'ALREADY_THERE'],
  ];

  it.each(cases)('%s asked to be %s: %s', (from, to, verdict) => {
    expect(verdictOfMove(from, to)).toBe(verdict);
  });

  it('hands over from everywhere, and from there leads nowhere', () => {
    for (const stage of LEAD_STAGES.filter((one) => one !== 'HANDED_OFF')) {
      expect(verdictOfMove(stage, 'HANDED_OFF')).toBe('MOVE');
    }
    expect(LEAD_MOVES.HANDED_OFF).toEqual([]);
  });
});
