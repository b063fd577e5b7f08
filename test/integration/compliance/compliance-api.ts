import { Injectable, Module } from '@nestjs/common';
import { Args, ID, Mutation, ObjectType, Field, Resolver } from '@nestjs/graphql';
import { CheckCallingRules } from '../../../src/compliance/check-calling-rules.decorator';
import { ComplianceModule } from '../../../src/compliance/compliance.module';
import { CALLING_RULE_REFUSALS } from '../../../src/compliance/compliance.refusals';
import { CONTACT_LOOKUP, type ContactLookup, type LeadContact } from '../../../src/compliance/contact-lookup.port';
import { Allow } from '../../../src/platform/access/allow.decorator';
import { rowOf } from '../../../src/platform/database/sql';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { unionOf } from '../../../src/platform/graphql/refusal.model';
import { TenantTokenModule } from '../../support/token-is-tenant';

@Injectable()
class LeadsTable implements ContactLookup {
  constructor(private readonly work: UnitOfWork) {}

  async find(leadId: string): Promise<LeadContact | null> {
    const text = `select id as "leadId", phone, zone_key as "zoneKey", phone_status in ('UNVERIFIED', 'REACHED') as "phoneUsable"
      from leads where id = $1`;
    return this.work.run(async (tx) => (await rowOf<LeadContact>(tx, text, [leadId])) ?? null);
  }
}

@ObjectType('Rang')
class RangModel {
  @Field(() => ID)
  readonly leadId!: string;
}

const RingResult = unionOf('RingResult', RangModel, ...CALLING_RULE_REFUSALS);

/** Stands for any mutation that would call somebody. */
@Resolver()
class RingResolver {
  @Allow('OPERATOR')
  @CheckCallingRules((args: { leadId: string }) => args.leadId)
  @Mutation(() => RingResult)
  ring(@Args('leadId', { type: () => ID }) leadId: string): RangModel {
    return Object.assign(new RangModel(), { leadId });
  }
}

@Module({
  imports: [TenantTokenModule, ComplianceModule],
  providers: [RingResolver, { provide: CONTACT_LOOKUP, useClass: LeadsTable }],
})
export class ComplianceApiModule {}
