import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../../platform/access/allow.decorator';
import { PageArgs } from '../../../platform/graphql/connection';
import type { Page } from '../../../platform/graphql/page';
import { unionOf } from '../../../platform/graphql/refusal.model';
import { UuidPipe } from '../../../platform/graphql/uuid.pipe';
import { SimulationConnection, SimulationModel } from './simulation.model';
import { SimulateCampaignInput } from './simulations.args';
import { SimulationUnderWay } from './simulations.refusals';
import { SimulationsService } from './simulations.service';

const SIMULATION_ID = { type: () => ID, description: 'The simulation.' };

export const SimulateCampaignResult = unionOf('SimulateCampaignResult', SimulationModel, SimulationUnderWay);
export type SimulateCampaignResult = typeof SimulateCampaignResult;

@Resolver(() => SimulationModel)
export class SimulationsResolver {
  constructor(private readonly simulationsService: SimulationsService) {}

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => SimulateCampaignResult, {
    description:
      'Plays a campaign on a virtual clock, with its leads, consents and limits as they stand: when it ends, what it costs, whether a rule is broken. Nobody is called.',
  })
  async simulateCampaign(
    @Args('input', { description: 'What to play.' }) input: SimulateCampaignInput,
  ): Promise<SimulateCampaignResult> {
    const requested = await this.simulationsService.request(input);
    return requested instanceof SimulationUnderWay ? requested : SimulationModel.of(requested);
  }

  @Allow('OPERATOR', 'campaigns:write')
  @Mutation(() => SimulationModel, { description: 'Stops a simulation; one that has ended stays as it is.' })
  async cancelSimulation(@Args('id', SIMULATION_ID, UuidPipe) id: string): Promise<SimulationModel> {
    return SimulationModel.of(await this.simulationsService.cancel(id));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => SimulationModel, { description: 'One simulation, with its report once it is completed.' })
  async simulation(@Args('id', SIMULATION_ID, UuidPipe) id: string): Promise<SimulationModel> {
    return SimulationModel.of(await this.simulationsService.get(id));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => SimulationConnection, { description: 'Simulations of a campaign, newest first.' })
  async simulations(
    @Args('campaignId', { type: () => ID, description: 'The campaign.' }, UuidPipe) campaignId: string,
    @Args() page: PageArgs,
  ): Promise<Page<SimulationModel>> {
    const found = await this.simulationsService.list(campaignId, page);
    return found.map((simulation) => SimulationModel.of(simulation));
  }
}
