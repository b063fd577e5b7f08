import { drawOne } from '../simulation/seeded';

/** What the person at one phone would say if asked. The same number has the same profile for the same seed. */
export interface Profile {
  budget: string;
  timeline: string;
  need: string;
  location: string;
  decides: boolean;
}

const budgets = ['800 thousand dollars', '650 thousand dollars', '900,000 dollars', '1.2 million dollars'] as const;
const timelines = ['within a month', 'within the next three weeks', 'this month'] as const;
const slowTimelines = ['in about three months', 'some time this year', 'next year, maybe'] as const;
const smallBudgets = ['300 thousand dollars', '420 thousand dollars', '550 thousand dollars'] as const;
const homes = ['two-bedroom apartment', 'three-bedroom apartment', 'townhouse', 'villa'] as const;
const reasons = [
  'our current place is too small',
  'our rent is too expensive',
  'the commute is too long for us',
  'we have a baby on the way',
] as const;
const places = ['Marina District', 'Riverside', 'Lakeview', 'Old Town'] as const;

/** Someone ready to buy. */
export function keenProfile(number: string, seed: number): Profile {
  return {
    budget: drawOne(budgets, seed, number, 'budget'),
    timeline: drawOne(timelines, seed, number, 'timeline'),
    need: need(number, seed),
    location: drawOne(places, seed, number, 'location'),
    decides: true,
  };
}

/** Someone who might buy one day. */
export function lukewarmProfile(number: string, seed: number): Profile {
  return {
    budget: drawOne(smallBudgets, seed, number, 'budget'),
    timeline: drawOne(slowTimelines, seed, number, 'timeline'),
    need: need(number, seed),
    location: drawOne(places, seed, number, 'location'),
    decides: drawOne([true, false] as const, seed, number, 'decides'),
  };
}

function need(number: string, seed: number): string {
  const home = drawOne(homes, seed, number, 'home');
  return `I'm looking for a ${home} because ${drawOne(reasons, seed, number, 'reason')}`;
}
