import { InvalidScenario, scenarioOf } from './scenario-file';

const file = {
  name: 'test',
  start: '2026-11-18T14:00:00Z',
  company: { name: 'Acme Homes', timeZone: 'America/New_York' },
  leads: [{ phone: '+12125550101' }],
};

describe('a scenario file', () => {
  it.each<[string, object, string]>([
    ['no start', { start: undefined }, 'start'],
    ['a start that is no moment', { start: 'tomorrow' }, 'start'],
    ['an unknown zone', { company: { name: 'Acme', timeZone: 'Mars/Base' } }, 'company.timeZone'],
    ['an unknown field', { campaign: { maxAttemps: 3 } }, 'maxAttemps'],
    ['a time that is none', { campaign: { windows: { mon: ['9', '17:00'] } } }, 'campaign.windows.mon.0'],
    ['a number that is none', { leads: [{ phone: '+12125550101' }, { phone: '555' }] }, 'leads.1.phone'],
    [
      'a persona nobody knows',
      { leads: [{ count: 1, areaCodes: { '212': 1 }, personas: { ghost: 1 } }] },
      'leads.0.personas',
    ],
    ['no leads', { leads: [] }, 'leads'],
    [
      'a criterion that cannot be scored',
      { campaign: { rubric: { minScore: 50, criteria: [{ field: 'budget', operator: 'like', weight: 1 }] } } },
      'campaign.rubric.criteria[0].operator',
    ],
  ])('with %s is refused, naming the field', (_, over, field) => {
    expect(() => scenarioOf({ ...file, ...over })).toThrow(InvalidScenario);
    expect(() => scenarioOf({ ...file, ...over })).toThrow(field);
  });

  it('names nobody twice, and no number in full', () => {
    expect(() => scenarioOf({ ...file, leads: [{ phone: '+12125550101' }, { phone: '+12125550101' }] })).toThrow(
      'leads: +1212555**** is there twice',
    );
  });

  it('makes up people, each number once, with the personas asked for', () => {
    const leads = [{ count: 5_000, areaCodes: { '212': 3, '312': 1 }, personas: { 'keen buyer': 1, voicemail: 1 } }];
    const made = scenarioOf({ ...file, leads }).leads.map(({ phone }) => phone);
    expect(new Set(made).size).toBe(5_000);
    expect(new Set(made.map((phone) => Number(phone.slice(-2)) % 20))).toEqual(new Set([1, 4]));
    expect(made.every((phone) => /^\+1(212|312)[2-9]\d{6}$/.test(phone))).toBe(true);
  });
});
