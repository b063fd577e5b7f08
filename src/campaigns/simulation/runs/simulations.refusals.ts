import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../../../platform/graphql/refusal.model';

@ObjectType('SimulationUnderWay', {
  implements: () => RefusalModel,
  description: 'A company has one simulation at a time: wait for this one, or cancel it.',
})
export class SimulationUnderWay extends RefusalModel {
  readonly code = 'SIMULATION_UNDER_WAY';
  readonly message = 'Another simulation is under way; wait for it or cancel it.';

  @Field(() => ID, { description: 'The one under way.' })
  readonly simulationId: string;

  constructor(simulationId: string) {
    super();
    this.simulationId = simulationId;
  }
}
