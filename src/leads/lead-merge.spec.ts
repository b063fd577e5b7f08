import { checkLead } from './check-lead';
import { ATTRIBUTES_LENGTH } from './lead-attributes';
import { mergeLead } from './lead-merge';
import type { CheckedLead, NewLead } from './new-lead';

function lead(more: Partial<NewLead> = {}): CheckedLead {
  const checked = checkLead({ phone: '+14155550123', source: 'API', ...more }, 'US');
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked;
}

describe('mergeLead', () => {
  it('changes nothing when the same is said again', () => {
    const said = { name: 'Ann', attributes: { a: 1, b: [1, 2] } };
    expect(mergeLead(lead(said), lead({ ...said, attributes: { b: [1, 2], a: 1 } }))).toMatchObject({
      changed: false,
      mapped: false,
    });
  });

  it('takes what is new and keeps what is left out', () => {
    const { merged, changed } = mergeLead(
      lead({ name: 'Ann', email: 'a@b.co', attributes: { rooms: 2, pool: true } }),
      lead({ name: 'Ann Lee', attributes: { rooms: 3 } }),
    );
    expect(changed).toBe(true);
    expect(merged).toMatchObject({ name: 'Ann Lee', email: 'a@b.co', attributes: { rooms: 3, pool: true } });
  });

  it.each([
    { had: [null, null], comes: ['p1', 'Form 1'], has: ['p1', 'Form 1'], mapped: true, changed: true },
    { had: [null, 'Form 0'], comes: ['p1', 'Form 1'], has: ['p1', 'Form 1'], mapped: true, changed: true },
    { had: [null, 'Form 0'], comes: [null, 'Form 1'], has: [null, 'Form 1'], mapped: false, changed: true },
    { had: [null, 'Form 0'], comes: [null, null], has: [null, 'Form 0'], mapped: false, changed: false },
    { had: ['p1', 'Form 1'], comes: ['p2', 'Form 2'], has: ['p1', 'Form 1'], mapped: false, changed: false },
    { had: ['p1', null], comes: ['p2', 'Form 2'], has: ['p1', null], mapped: false, changed: false },
  ])('project and form $had, then $comes: $has', ({ had, comes, has, mapped, changed }) => {
    const merge = mergeLead(
      lead({ projectId: had[0], formName: had[1] }),
      lead({ projectId: comes[0], formName: comes[1] }),
    );
    expect([merge.merged.projectId, merge.merged.formName]).toEqual(has);
    expect(merge).toMatchObject({ mapped, changed });
  });

  const NEW_YORK = 'America/New_York';
  const CHICAGO = 'America/Chicago';
  it.each([
    { had: [null, null], comes: [NEW_YORK, undefined], has: [NEW_YORK, 'IMPORTED'] },
    { had: [NEW_YORK, 'IMPORTED'], comes: [CHICAGO, 'IMPORTED'], has: [CHICAGO, 'IMPORTED'] },
    { had: [NEW_YORK, 'IMPORTED'], comes: [CHICAGO, 'LEAD_STATED'], has: [CHICAGO, 'LEAD_STATED'] },
    { had: [NEW_YORK, 'LEAD_STATED'], comes: [CHICAGO, 'IMPORTED'], has: [NEW_YORK, 'LEAD_STATED'] },
    { had: [NEW_YORK, 'AGENT_CONFIRMED'], comes: [CHICAGO, 'LEAD_STATED'], has: [CHICAGO, 'LEAD_STATED'] },
    { had: [NEW_YORK, 'LEAD_STATED'], comes: [null, 'IMPORTED'], has: [NEW_YORK, 'LEAD_STATED'] },
  ] as const)('time zone $had, then $comes: $has', ({ had, comes, has }) => {
    const { merged } = mergeLead(
      lead({ timeZone: had[0], timeZoneSource: had[1] }),
      lead({ timeZone: comes[0], ...(comes[1] ? { timeZoneSource: comes[1] } : {}) }),
    );
    expect([merged.timeZone, merged.timeZoneSource]).toEqual(has);
  });

  it('never makes a lead hold more attributes than one may, however often it is merged', () => {
    let known = lead();
    for (let i = 0; i < 10; i += 1) {
      const { merged } = mergeLead(known, lead({ attributes: { [`note${i}`]: 'x'.repeat(5_000), last: i } }));
      known = { ...known, ...merged };
    }
    expect(JSON.stringify(known.attributes).length).toBeLessThanOrEqual(ATTRIBUTES_LENGTH);
    expect(Object.keys(known.attributes).sort()).toEqual(['last', 'note0', 'note1', 'note2']);
    expect(known.attributes['last']).toBe(9);
  });

  it('changes nothing when the same is said again to a lead that is full', () => {
    const full = lead({ attributes: { note: 'x'.repeat(16_000) } });
    const said = lead({ attributes: { essay: 'y'.repeat(1_000) } });
    expect(mergeLead(full, said)).toMatchObject({ changed: false, merged: { attributes: full.attributes } });
  });
});
