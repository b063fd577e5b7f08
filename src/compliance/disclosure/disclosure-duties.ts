export const DISCLOSURE_ELEMENTS = [
  'SELLER',
  'AI',
  'PURPOSE',
  'OPT_OUT',
  'ARTIFICIAL_VOICE',
  'RECORDING',
  'SELLER_LIST',
  'CALLBACK_NUMBER',
  'CONTINUE_CHOICE',
  'PERMISSION',
] as const;

/** Something the first words of a call have to tell the person. */
export type DisclosureElement = (typeof DISCLOSURE_ELEMENTS)[number];

export interface DisclosureDuty {
  readonly element: DisclosureElement;
  /** Row id of the rule base; `*` is every place. */
  readonly jurisdiction: string;
  /** First local date of the duty, `YYYY-MM-DD`. */
  readonly from: string;
  readonly source: string;
}

const ALWAYS = '1900-01-01';

/** Said on every call to everybody, whatever the law of the place: one habit that covers all of them. */
const EVERYWHERE: readonly DisclosureDuty[] = [
  everywhere('SELLER', '47 CFR 64.1200(b)(1): registered name of the business, at the beginning'),
  everywhere('AI', 'said in the first sentence everywhere; FCC 24-17 counts such voices as artificial'),
  everywhere('PURPOSE', '16 CFR 310.4(d)(2): that the purpose is to sell, promptly'),
  everywhere('OPT_OUT', '47 CFR 64.1200(b)(3), 16 CFR 310.4(b)(1)(v)(B): offered within 2 s of the name'),
];

const AI: readonly DisclosureDuty[] = [
  duty('AI', 'US-UT', '2025-05-07', 'Utah Code 13-77: when asked; safe harbour when said at the outset'),
  duty('AI', 'US-ME', '2025-09-01', '10 M.R.S. 1500-DD: clear notice that it is not a human being'),
  duty('AI', 'US-CO', '2027-01-01', 'Colorado HB 26-1263: conversational AI must say so'),
  duty('AI', 'EU', '2026-08-02', 'Regulation (EU) 2024/1689 art. 50(1): informed at the first interaction'),
  duty('ARTIFICIAL_VOICE', 'US-CA', '2025-01-01', 'Cal. Pub. Util. Code 2874 (AB 2905): an artificial voice follows'),
];

/**
 * Every party has to know of a recording. Connecticut is civil law, Delaware's statutes conflict, Michigan is ambiguous for those who
 * take part, Nevada is so by phone; each counts as demanding it.
 */
const RECORDING: readonly DisclosureDuty[] = [
  ...['CA', 'CT', 'DE', 'FL', 'IL', 'MD', 'MA', 'MI', 'MT', 'NV', 'NH', 'PA', 'WA'].map((state) =>
    duty('RECORDING', `US-${state}`, ALWAYS, 'all-party consent to recording'),
  ),
  duty('RECORDING', 'US-NY', ALWAYS, 'N.Y. Gen. Bus. Law 399-z: say at the start that the call is recorded'),
  duty('RECORDING', 'AE', '2024-08-27', 'UAE Cabinet Resolution 56 of 2024: announce the recording'),
];

const CHOICES: readonly DisclosureDuty[] = [
  duty(
    'CONTINUE_CHOICE',
    'US-CT',
    '2023-10-01',
    'Conn. Gen. Stat. 42-288a(m): ask whether to continue, end, or be removed from the list',
  ),
  duty('SELLER_LIST', 'US-NY', ALWAYS, "N.Y. Gen. Bus. Law 399-z: offer the seller's do-not-call list at the start"),
  duty('PERMISSION', 'AE', '2024-08-27', 'UAE Cabinet Resolution 56 of 2024: ask permission first'),
];

export const DISCLOSURE_DUTIES: readonly DisclosureDuty[] = [...EVERYWHERE, ...AI, ...RECORDING, ...CHOICES];

/** Territories whose own law nobody has looked up count as demanding the notice, as every country outside the United States does. */
const RECORDING_NOT_RESEARCHED: ReadonlySet<string> = new Set(['US-PR', 'US-VI', 'US-GU', 'US-MP', 'US-AS']);

/** Duties of these rows on this local date. */
export function dutiesIn(jurisdictions: readonly string[], localDate: string): DisclosureDuty[] {
  return DISCLOSURE_DUTIES.filter(
    ({ jurisdiction, from }) => (jurisdiction === '*' || jurisdictions.includes(jurisdiction)) && from <= localDate,
  );
}

/** True when each of these rows is known to ask for one party's knowledge of a recording only (18 USC 2511(2)(d)). */
export function isOneParty(jurisdictions: readonly string[], localDate: string): boolean {
  const demanding = new Set(
    dutiesIn(jurisdictions, localDate)
      .filter(({ element }) => element === 'RECORDING')
      .map(({ jurisdiction }) => jurisdiction),
  );
  return (
    jurisdictions.length > 0 &&
    jurisdictions.every((id) => /^US(-|$)/.test(id) && !demanding.has(id) && !RECORDING_NOT_RESEARCHED.has(id))
  );
}

function everywhere(element: DisclosureElement, source: string): DisclosureDuty {
  return duty(element, '*', ALWAYS, source);
}

function duty(element: DisclosureElement, jurisdiction: string, from: string, source: string): DisclosureDuty {
  return { element, jurisdiction, from, source };
}
