import { Injectable } from '@nestjs/common';
import { inTenant } from '../../platform/context/in-tenant';
import { BadUserInput } from '../../platform/errors/domain-error';
import type { CallingPolicy, Registration, RegistrationStatus } from '../policies/calling-policy';
import { CallingPolicies } from '../policies/calling-policies.service';
import { RuleBook } from '../rules/rule-book.service';

/** Whether counsel has cleared a company for a place that asks for it. */
export interface CounselClearance {
  readonly jurisdiction: string;
  readonly cleared: boolean;
}

/** NONE takes a registration off. */
export type RegistrationFlag = RegistrationStatus | 'NONE';

/**
 * Where companies are registered as telemarketers, and where counsel has cleared them: noted by those who run the platform and have seen
 * the papers, since each of it opens a place. Written into the policy and the audit log of the company.
 */
@Injectable()
export class Registrations {
  constructor(
    private readonly policies: CallingPolicies,
    private readonly book: RuleBook,
  ) {}

  /** @throws BadUserInput naming the field; NotFound for an unknown company. */
  async set(
    tenantId: string,
    { status, ...flag }: Omit<Registration, 'status'> & { readonly status: RegistrationFlag },
  ): Promise<CallingPolicy> {
    const rows = this.book.rules.rowsById.get(flag.jurisdiction) ?? [];
    if (!rows.some(({ file }) => file.registration?.required))
      throw new BadUserInput('jurisdiction', 'is no place with a duty to register, such as US-FL.');
    if (status !== 'NONE' && !flag.reference.trim()) throw new BadUserInput('reference', 'is empty.');
    return inTenant(tenantId, () =>
      this.policies.changeBy(({ registrations }) => {
        const others = registrations.filter(({ jurisdiction }) => jurisdiction !== flag.jurisdiction);
        return { registrations: status === 'NONE' ? others : [...others, { ...flag, status }] };
      }),
    );
  }

  /** @throws BadUserInput for a place that asks for no counsel; NotFound for an unknown company. */
  async clear(tenantId: string, { jurisdiction, cleared }: CounselClearance): Promise<CallingPolicy> {
    const rows = this.book.rules.rowsById.get(jurisdiction) ?? [];
    if (!rows.some(({ file }) => file.counsel_required))
      throw new BadUserInput('jurisdiction', 'is no place that asks for counsel, such as SA.');
    return inTenant(tenantId, () =>
      this.policies.changeBy(({ narrowing }) => {
        const others = (narrowing.clearedByCounsel ?? []).filter((place) => place !== jurisdiction);
        return { clearedByCounsel: cleared ? [...others, jurisdiction] : others };
      }),
    );
  }
}
