import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { DialingPolicies } from './dialing-policies.service';
import { DialingPolicyModel } from './dialing-policy.model';
import { UpdateDialingPolicyInput } from './inputs/dialing-policy.input';

@Resolver(() => DialingPolicyModel)
export class DialingPoliciesResolver {
  constructor(private readonly policies: DialingPolicies) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => DialingPolicyModel, { description: 'When the company calls people again.' })
  async dialingPolicy(): Promise<DialingPolicyModel> {
    return DialingPolicyModel.of(await this.policies.current());
  }

  @Allow('ADMIN', 'campaigns:write')
  @Mutation(() => DialingPolicyModel, {
    description: 'Changes when the company calls people again. In force for what is planned from now on, and audited.',
  })
  async updateDialingPolicy(
    @Args('input', { description: 'What to change.' }) input: UpdateDialingPolicyInput,
  ): Promise<DialingPolicyModel> {
    return DialingPolicyModel.of(await this.policies.change(input));
  }
}
