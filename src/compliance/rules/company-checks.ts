import type { Check } from './case';

/** A region the company has excluded: a row's id, or any country, state or province (`CA-ON`). */
export const regionExcluded: Check = ({ question, place }) => {
  const excluded = question.narrowings.flatMap((narrowing) => narrowing.excludedRegions ?? []);
  const row = place.regions.find((region) => excluded.includes(region));
  return row ? { reason: 'REGION_EXCLUDED', because: { row } } : undefined;
};

export const registrationRequired: Check = ({ question, inForce }) => {
  for (const { requireRegistration, registeredIn } of question.narrowings) {
    const row = requireRegistration && inForce.registrations.find(({ id }) => !registeredIn?.includes(id));
    if (row)
      return { reason: 'REGISTRATION_REQUIRED', because: { row: row.id, duty: row.file.registration?.what ?? null } };
  }
  return undefined;
};

/** A clearance must stand in each list of clearances there is: one that lacks it narrows the others. */
export const counselRequired: Check = ({ question, rules, inForce }) => {
  if (!rules.policy.require_counsel_clearance) return undefined;
  const clearances = question.narrowings.flatMap(({ clearedByCounsel }) =>
    clearedByCounsel ? [clearedByCounsel] : [],
  );
  const row = inForce.counsel.find(
    ({ id }) => clearances.length === 0 || clearances.some((cleared) => !cleared.includes(id)),
  );
  return row ? { reason: 'COUNSEL_REQUIRED', because: { row: row.id } } : undefined;
};
