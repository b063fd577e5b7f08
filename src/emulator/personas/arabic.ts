import { drawOne } from '../simulation/seeded';
import type { Manner } from './answers';
import type { Profile } from './profile';

const budgets = ['800 ألف دولار', '650 ألف دولار', '1.2 مليون دولار', '٩٠٠ ألف دولار'] as const;
const places = ['المارينا', 'وسط المدينة', 'الضفة الغربية للنهر'] as const;

export function arabicProfile(number: string, seed: number): Profile {
  return {
    budget: drawOne(budgets, seed, number, 'budget'),
    timeline: 'خلال شهر',
    need: 'أبحث عن شقة بغرفتي نوم لأن بيتنا الحالي صغير جدا',
    location: drawOne(places, seed, number, 'location'),
    decides: true,
  };
}

export const arabicManner: Manner = {
  need: ({ profile }) => `${profile.need}.`,
  budget: ({ profile }) => `ميزانيتي ${profile.budget}.`,
  timeline: ({ profile }) => `نريد الانتقال ${profile.timeline}.`,
  decision: () => 'نعم، أنا صاحب القرار.',
  location: ({ profile }) => `نريد السكن في منطقة ${profile.location}.`,
};
