import { Injectable } from '@nestjs/common';
import { inTenant } from '../../platform/context/in-tenant';
import { BadUserInput } from '../../platform/errors/domain-error';
import type { CallingPolicy, Registration, RegistrationStatus } from '../policies/calling-policy';
import { CallingPolicies } from '../policies/calling-policies.service';
import { RuleBook } from '../rules/rule-book.service';

/** NONE takes a registration off. */
export type RegistrationFlag = RegistrationStatus | 'NONE';

/** Where companies are registered as telemarketers, noted by those who run the platform and have seen the papers. */
@Injectable()
export class Registrations {
  constructor(
    private readonly policies: CallingPolicies,
    private readonly book: RuleBook,
  ) {}

  /**
   * Written into the policy and the audit log of the company.
   * @throws BadUserInput naming the field; NotFound for an unknown company.
   */
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
}
