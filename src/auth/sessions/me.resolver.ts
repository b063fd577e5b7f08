import { Query, Resolver } from '@nestjs/graphql';
import { AllowSignedIn } from '../../platform/access/allow.decorator';
import { MeModel } from './me.model';
import { MeService } from './me.service';

@Resolver()
export class MeResolver {
  constructor(private readonly service: MeService) {}

  @AllowSignedIn()
  @Query(() => MeModel, { description: 'The signed-in person.' })
  async me(): Promise<MeModel> {
    return MeModel.of(await this.service.get());
  }
}
