import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { windowsOf } from './calling-hours';
import { CallingPolicies } from './calling-policies.service';
import { UpdateCallingPolicyInput } from './calling-policy.input';
import { CallingPolicyModel } from './calling-policy.model';

@Resolver()
export class CallingPoliciesResolver {
  constructor(private readonly policies: CallingPolicies) {}

  @Allow('VIEWER', 'consent:read')
  @Query(() => CallingPolicyModel, { description: 'What the company adds to the calling rules.' })
  async callingPolicy(): Promise<CallingPolicyModel> {
    return CallingPolicyModel.of(await this.policies.current());
  }

  @Allow('ADMIN')
  @Mutation(() => CallingPolicyModel, {
    description: 'Changes what the company adds to the calling rules. In force for the next decision, and audited.',
  })
  async updateCallingPolicy(
    @Args('input', { description: 'What to change.' }) { windows, ...changes }: UpdateCallingPolicyInput,
  ): Promise<CallingPolicyModel> {
    const hours = windows && windowsOf(windows, 'input.windows');
    return CallingPolicyModel.of(await this.policies.change({ ...changes, windows: hours }));
  }
}
