import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { EscalationSettingsInput } from '../inputs/escalations.args';
import { EscalationSettingsModel } from './escalation-settings.model';
import { EscalationSettingsService } from './escalation-settings.service';

@Resolver(() => EscalationSettingsModel)
export class EscalationSettingsResolver {
  constructor(private readonly settings: EscalationSettingsService) {}

  @Allow('VIEWER')
  @Query(() => EscalationSettingsModel, {
    description: 'How the company wants to hear of requests for a human.',
  })
  async escalationSettings(): Promise<EscalationSettingsModel> {
    return EscalationSettingsModel.of(await this.settings.get());
  }

  @Allow('ADMIN')
  @Mutation(() => EscalationSettingsModel, {
    description: 'Changes how the company hears of requests for a human. Noted in the audit log.',
  })
  async updateEscalationSettings(
    @Args('input', { description: 'What to change.' }) input: EscalationSettingsInput,
  ): Promise<EscalationSettingsModel> {
    return EscalationSettingsModel.of(await this.settings.change(input));
  }
}
