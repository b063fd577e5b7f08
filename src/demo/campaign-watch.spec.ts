import { isConcluded, nextAppointment, Stillness, type WatchedCampaign } from './campaign-watch';

function campaign(kind: WatchedCampaign['kind'], progress: Partial<WatchedCampaign['progress']>): WatchedCampaign {
  return {
    id: kind,
    kind,
    progress: {
      status: 'ACTIVE',
      total: 5,
      remaining: 0,
      inFlight: 0,
      called: 5,
      calls: 5,
      connected: 5,
      qualified: 1,
      failed: 0,
      optedOut: 0,
      callsPerMinute: 0,
      nextDialAt: null,
      ...progress,
    },
  };
}

describe('isConcluded', () => {
  const done = campaign('OUTREACH', { status: 'COMPLETED' });
  const enquiries = campaign('AUTO_CALL', {});

  it('waits for the campaign and for every web form', () => {
    expect(isConcluded([done, enquiries], 5)).toBe(true);
    expect(isConcluded([campaign('OUTREACH', { remaining: 1 }), enquiries], 5)).toBe(false);
    expect(isConcluded([done, campaign('AUTO_CALL', { total: 4 })], 5)).toBe(false);
    expect(isConcluded([done, campaign('AUTO_CALL', { remaining: 1 })], 5)).toBe(false);
    expect(isConcluded([done], 5)).toBe(false);
  });
});

describe('nextAppointment', () => {
  const later = campaign('OUTREACH', { nextDialAt: '2026-11-26T21:00:00.000Z' });

  it('is the earliest of all campaigns', () => {
    const sooner = campaign('AUTO_CALL', { nextDialAt: '2026-11-25T20:00:00.000Z' });
    expect(nextAppointment([later, sooner])).toEqual(new Date('2026-11-25T20:00:00.000Z'));
  });

  it('is nobody’s business while a phone is busy, and may be absent', () => {
    expect(nextAppointment([later, campaign('AUTO_CALL', { inFlight: 1 })])).toBeNull();
    expect(nextAppointment([campaign('OUTREACH', {})])).toBeNull();
  });
});

describe('Stillness', () => {
  it('asks for the same figures several times in a row', () => {
    const stillness = new Stillness(3);
    const looks = [10, 9, 9, 8, 8, 8, 8].map((remaining) => stillness.observe([campaign('OUTREACH', { remaining })]));
    expect(looks).toEqual([false, false, false, false, false, true, true]);
  });
});
