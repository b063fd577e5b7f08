import { chooseTargets, MOST_LEGS, type Occasion } from './choose-targets';

const MOMENT = new Date('2026-07-07T18:00:00Z');
const ANY: Occasion = { language: 'en-US', moment: MOMENT, callerPhone: '+12125550199', tried: new Set() };
const target = (id: string, more: object = {}) => ({
  id,
  phone: `+1212555020${id}`,
  languages: [] as string[],
  hours: null,
  ...more,
});

const idsOf = (targets: readonly { id: string }[]): string => targets.map(({ id }) => id).join('');

describe('who is rung', () => {
  it('is everybody, in their order', () => {
    expect(idsOf(chooseTargets([target('1'), target('2'), target('3')], ANY))).toBe('123');
  });

  it('is first whoever speaks the language, then the others', () => {
    const all = [target('1', { languages: ['ar'] }), target('2', { languages: ['en', 'ar'] }), target('3')];
    expect(idsOf(chooseTargets(all, ANY))).toBe('231');
    expect(idsOf(chooseTargets(all, { ...ANY, language: 'ar-AE' }))).toBe('123');
  });

  it('is nobody off duty, nobody asked before, and not the caller', () => {
    const night = { timeZone: 'UTC', days: [2], from: '22:00', until: '23:00' };
    const all = [target('1', { hours: night }), target('2'), target('3', { phone: ANY.callerPhone })];
    expect(chooseTargets(all, { ...ANY, tried: new Set(['2']) })).toEqual([]);
  });

  it('is not the whole town', () => {
    expect(
      chooseTargets(
        Array.from({ length: 30 }, (_, n) => target(String(n))),
        ANY,
      ),
    ).toHaveLength(MOST_LEGS);
  });
});
