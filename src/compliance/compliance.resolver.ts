import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../platform/access/allow.decorator';
import type { Page } from '../platform/graphql/page';
import { ContactPolicy } from './contact-policy.service';
import { ContactVerdictModel } from './contact-verdict.model';
import { DialCheckConnection, DialCheckModel } from './dial-check.model';
import { DialChecksService } from './dial-checks.service';
import { DialChecksArgs, MayContactArgs } from './inputs/compliance.args';

@Resolver()
export class ComplianceResolver {
  constructor(
    private readonly checks: DialChecksService,
    private readonly policy: ContactPolicy,
  ) {}

  @Allow('VIEWER', 'consent:read')
  @Query(() => DialCheckConnection, {
    description:
      'Every decision whether a lead may be contacted, newest first. A wait that is merely repeated is listed once.',
  })
  async dialChecks(@Args() args: DialChecksArgs): Promise<Page<DialCheckModel>> {
    return (await this.checks.list(args.leadId, args)).map((check) => DialCheckModel.of(check));
  }

  @Allow('VIEWER', 'consent:read')
  @Query(() => ContactVerdictModel, {
    description:
      'Whether a lead may be contacted at this moment. Nothing is recorded, and nothing promised: it is asked again then.',
  })
  async mayContact(@Args() { leadId, channel, purpose }: MayContactArgs): Promise<ContactVerdictModel> {
    return ContactVerdictModel.of(await this.policy.mayContactLead(leadId, { channel, purpose }));
  }
}
