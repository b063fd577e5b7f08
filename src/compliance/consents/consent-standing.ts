import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import type { Consent } from './consent.entity';
import { isSameSeller } from './seller-name';

/** What the worth of a number's consents rests on beside themselves. */
export interface ConsentStanding {
  readonly legalName: string;
  /** True while the person is on the company's do-not-contact list. */
  readonly isSuppressed: boolean;
  /** The latest; null when nothing was ever taken back. */
  readonly revokedAt: Date | null;
  /** The latest written opt-in to this company that was given again after an opt-out. */
  readonly reoptInAt: Date | null;
}

/** True when the latest revocation was not lifted by a written opt-in given again after it. */
export function isRevoked({ revokedAt, reoptInAt }: Pick<ConsentStanding, 'revokedAt' | 'reoptInAt'>): boolean {
  return revokedAt !== null && (reoptInAt === null || reoptInAt <= revokedAt);
}

/** One statement. */
export async function readConsentStanding(tx: EntityManager, phone: string): Promise<ConsentStanding> {
  const row = await rowOf<ConsentStanding>(
    tx,
    `select coalesce(p.legal_name, t.name) as "legalName",
       exists (select 1 from suppressions s where s.tenant_id = $1 and s.phone = $2 and s.removed_at is null) as "isSuppressed",
       c.revoked_at as "revokedAt", c.reopt_in_at as "reoptInAt"
     from tenants t
     left join calling_policies p on p.tenant_id = t.id
     cross join lateral (
       select max(occurred_at) filter (where kind = 'REVOCATION') as revoked_at,
         max(reopt_in_at) filter (where lower(seller) = lower(coalesce(p.legal_name, t.name))) as reopt_in_at
       from consents where tenant_id = $1 and phone = $2) c
     where t.id = $1`,
    [currentTenantId(), phone],
  );
  return row ?? { legalName: '', isSuppressed: false, revokedAt: null, reoptInAt: null };
}

type Shortfall = readonly [lacks: (consent: Consent, standing: ConsentStanding, now: Date) => boolean, words: string];

/** What a marketing call by AI needs of a consent: that of the strictest row, prior express written consent (47 CFR 64.1200(a)(2), (f)(9)). */
const SHORTFALLS: readonly Shortfall[] = [
  [(_consent, { isSuppressed }) => isSuppressed, 'The number is on the do-not-contact list.'],
  [wasTakenBack, 'The person has taken their consent back since.'],
  [
    (consent, standing) => isRevoked(standing) && !wasTakenBack(consent, standing),
    'The person had opted out before, and it is not recorded as an opt-in after that.',
  ],
  [({ occurredAt }, _standing, now) => occurredAt > now, 'It has not been given yet.'],
  [({ expiresAt }, _standing, now) => expiresAt !== null && expiresAt <= now, 'It has expired.'],
  [({ seller }, { legalName }) => !isSameSeller(seller, legalName), 'It names another company than this one.'],
  [({ channels }) => !channels.includes('AI_VOICE'), 'It does not cover calls by AI.'],
  [({ purposes }) => !purposes.includes('MARKETING'), 'It does not cover marketing.'],
  [({ type }) => type !== 'PEWC', 'It is not written consent.'],
  [({ signature }) => signature === null, 'It is not signed.'],
  [(consent) => !consent.disclosesAutomatedVoice, 'It does not disclose automated or artificial voices.'],
  [(consent) => !consent.disclosesNotCondition, 'It does not say that it is no condition of a purchase.'],
];

/** A permission of before an opt-out is gone for good; one that was given again counts from then on. */
function wasTakenBack({ occurredAt, reoptInAt }: Consent, { revokedAt }: ConsentStanding): boolean {
  const givenAt = reoptInAt && reoptInAt > occurredAt ? reoptInAt : occurredAt;
  return revokedAt !== null && givenAt <= revokedAt;
}

/** What is missing for a marketing call by AI, in sentences for people; none when the consent is enough. None for a revocation. */
export function missingForAiCalls(consent: Consent, standing: ConsentStanding, now: Date): string[] {
  if (consent.kind === 'REVOCATION') return [];
  return SHORTFALLS.filter(([lacks]) => lacks(consent, standing, now)).map(([, words]) => words);
}
